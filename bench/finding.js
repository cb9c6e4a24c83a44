// The search engines that are compared, each by what it offers to scripts: `start` until it could answer, then `ask`,
// which resolves to the addresses of sections, best first. Engines put pages in order and sections on each page; taken
// together by the engine's own score, sections of all pages find more than in that order, so everybody is read that way.
// All of them run in the page's own thread, because only that one is slowed down.
(() => {
  const ordered = (sections) => sections.sort((a, b) => b.score - a.score).map(({ location }) => location);

  /** Speaks the theme's messages; without `index`, ours is asked, which loads its own. */
  class Theme {
    constructor(worker) {
      this.worker = worker;
    }
    told(message, type) {
      return new Promise((resolve, reject) => {
        this.worker.onmessage = ({ data }) => data.type === type && resolve(data.data);
        Promise.resolve(this.worker.postMessage(message)).catch(reject);
      });
    }
    async ask(query) {
      const { items } = await this.told({ type: 2, data: query }, 3);
      // A page that only heads the findings on it has no score.
      return ordered(items.flat().filter(({ score }) => score > 0));
    }
  }

  const address = () => {
    const { base, search } = JSON.parse(document.getElementById("__config").textContent);
    return new URL(search, new URL(base, location)).href;
  };

  /** Ours takes the worker's place by itself. */
  class Ours extends Theme {
    constructor() {
      super(new Worker(address()));
      this.worker.addEventListener("message", (event) => this.worker.onmessage(event));
    }
    async start() {
      await this.told({ type: 0, data: {} }, 1);
    }
  }

  /** The theme's worker in a frame, as the theme itself does where no worker may start. */
  class Framed {
    constructor(url) {
      const frame = document.body.appendChild(document.createElement("iframe"));
      this.inside = frame.contentWindow;
      // By this the theme's script knows where it is, and looks for its parts beside its own address.
      self.IFrameWorker = Framed;
      this.inside.postMessage = (data) => setTimeout(() => this.onmessage({ data }));
      this.inside.importScripts = async (...urls) => {
        for (const one of urls) await this.load(one);
      };
      this.ready = this.load(url);
    }
    load(src) {
      return new Promise((resolve, reject) => {
        const script = this.inside.document.createElement("script");
        Object.assign(script, { src, onload: resolve, onerror: reject });
        this.inside.document.head.append(script);
      });
    }
    async postMessage(data) {
      await this.ready;
      this.inside.dispatchEvent(new this.inside.MessageEvent("message", { data }));
    }
  }

  class Material extends Theme {
    constructor() {
      super(new Framed(address()));
    }
    async start() {
      const index = await (await fetch("search/search_index.json")).json();
      await this.told({ type: 0, data: { ...index, options: { suggest: true } } }, 1);
    }
  }

  /** Answers pages with their sections; its own interface loads the first five pages at once, as is done here. */
  class Pagefind {
    async start() {
      this.engine = await import(new URL("pagefind/pagefind.js", location));
      await this.engine.options({ noWorker: true });
      await this.engine.init();
    }
    async ask(query) {
      const { results } = await this.engine.search(query);
      const pages = await Promise.all(results.slice(0, 5).map((result) => result.data()));
      const sections = pages.flatMap((page) => page.sub_results);
      return ordered(
        sections.map(({ url, weighted_locations }) => ({
          location: url.replace(/^\//, ""),
          score: weighted_locations.reduce((sum, one) => sum + one.balanced_score, 0),
        })),
      );
    }
  }

  const engines = { Ours, Material, Pagefind };
  let engine;

  /** Start an engine and ask it something; return milliseconds until it has answered. */
  self.startSearch = async (name, query) => {
    const began = performance.now();
    engine = new engines[name]();
    await engine.start();
    await engine.ask(query);
    return performance.now() - began;
  };

  /** Ask everything once; return milliseconds and addresses for each query. */
  self.askAll = async (queries) => {
    const answers = [];
    for (const query of queries) {
      const asked = performance.now();
      const found = await engine.ask(query);
      answers.push([performance.now() - asked, found]);
    }
    return answers;
  };
})();
