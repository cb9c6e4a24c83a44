# `make` alone prints the commands. Each is one line that calls scripts/*.py, which also run without make.
VENV := .venv
PYTHON := $(VENV)/bin/python

.DEFAULT_GOAL := help
.PHONY: help install install-test serve test test-slow test-oldest check generate build booklet release ids schema player bench lock screenshots publish rollback offline-kit clean coverage approve install-quality quality booklet-word paper exchange bank-export bank-import fuzz audit

help: ## 列出全部命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sort | sed -E 's/:.*## /\t/' | expand -t 14

install: ## 安装写作和构建所需的一切（其他命令会自动调用）
	@python3 scripts/install.py

install-test: ## 再装上测试所需的一切，包括浏览器
	@python3 scripts/install.py --test

serve: install ## 在本机打开站点，保存后自动更新：http://127.0.0.1:8000
	@$(PYTHON) scripts/serve.py

test: install-test ## 全部检查和测试
	@$(PYTHON) scripts/test.py

test-slow: install-test ## 只跑耗时的测试：模拟一个月的学习、更多屏幕和配色的组合
	@$(PYTHON) scripts/test.py -m slow

audit: install ## 查锁定的依赖有没有公开的漏洞，要能上网；查不成会说明，不算通过
	@$(PYTHON) scripts/audit.py

test-oldest: install-test ## 在答应支持的最旧的浏览器（Chromium 86）里跑浏览器测试
	@$(PYTHON) scripts/test_oldest.py

fuzz: install-test ## 随机损坏文件和打断记录，找程序的毛病：make fuzz RUNS=100000 SEED=1
	@$(PYTHON) scripts/fuzz.py $(if $(RUNS),--runs "$(RUNS)") $(if $(SEED),--seed "$(SEED)")

check: install ## 只检查学习页和题库，列出问题或概况
	@$(PYTHON) scripts/check.py

generate: install ## 检查并生成自测页和练习数据
	@$(PYTHON) scripts/generate.py

build: install ## 严格构建，站点在 site/
	@$(PYTHON) scripts/build.py

release: install ## 生成发布包：make release VERSION=1.2.0，放在 dist/
	@$(PYTHON) scripts/release.py "$(VERSION)" $(if $(BASE),--base "$(BASE)") $(if $(SINCE),--since "$(SINCE)") $(if $(DRAFTS),--drafts "$(DRAFTS)") $(if $(FORCE),--force)

booklet: install ## 把整门课印成一本 PDF：dist/booklet.pdf
	@$(PYTHON) scripts/booklet.py

coverage: install ## 列出没有题或题太少的地方，存成 dist/coverage.xlsx
	@$(PYTHON) scripts/coverage.py $(if $(STRICT),--strict) $(if $(FORCE),--force)

install-quality: ## 再装上题目质量报告所需的统计工具
	@python3 scripts/install.py --quality

quality: install-quality ## 题目质量报告：make quality [RECORDS="学员导出的文件"] [OUTPUT=dist/quality.html]
	@$(PYTHON) scripts/quality.py $(if $(FORMAT),--format "$(FORMAT)") $(if $(OUTPUT),--output "$(OUTPUT)") $(if $(FORCE),--force) $(RECORDS)

booklet-word: install ## 把整门课写成一个 Word 文件：dist/booklet.docx
	@$(PYTHON) scripts/booklet_word.py $(if $(OUTPUT),--output "$(OUTPUT)") $(if $(PDF),--pdf) $(if $(FORCE),--force)

paper: install ## 生成 Word 试卷、答题卡和答案：make paper EXAM=standard PAPER=12345，放在 dist/papers
	@$(PYTHON) scripts/paper.py --exam "$(EXAM)" --variants "$(VARIANTS)" $(if $(OUTPUT),--output "$(OUTPUT)") $(if $(SEAL),--seal) $(if $(DRAFTS),--drafts) $(if $(PDF),--pdf) $(if $(FORCE),--force) -- $(PAPER)

exchange: install ## 把题库导出给别的平台：make exchange FORMAT=moodle BANK=vehicle，不写 FORMAT 就列出各种格式
	@$(PYTHON) scripts/exchange.py $(if $(FORMAT),--format "$(FORMAT)",--list) $(if $(BANK),--bank "$(BANK)") $(if $(OUTPUT),--output "$(OUTPUT)") $(if $(DRAFTS),--drafts) $(if $(FORCE),--force)
bank-export: install ## 把题库导出成 Excel 表：make bank-export，或加上 BANK=quizzes/vehicle.yml
	@$(PYTHON) scripts/bank_export.py $(if $(BANK),--bank "$(BANK)") $(if $(OUTPUT),--output "$(OUTPUT)") $(if $(FORCE),--force)

bank-import: install ## 把表格、Word 或文字里的题目导入题库：make bank-import FILE=…
	@$(PYTHON) scripts/bank_import.py "$(FILE)" $(if $(BANK),--bank "$(BANK)") $(if $(POINTS),--points "$(POINTS)") $(if $(DIFFICULTY),--difficulty "$(DIFFICULTY)") $(if $(WITHDRAW),--withdraw) $(if $(YES),--yes)

ids: install ## 给新题补题号，登记全部编号
	@$(PYTHON) scripts/ids.py

approve: install ## 登记题库的审核：make approve BANK=vehicle BY=姓名，只登记几道题加上 QUESTIONS="题号 题号"
	@$(PYTHON) scripts/approve.py "$(BANK)" --by "$(BY)" $(if $(STATUS),--status "$(STATUS)") $(if $(QUESTIONS),--questions $(QUESTIONS))

schema: install ## 更新编辑器用的题库格式说明
	@$(PYTHON) scripts/schema.py

player: install ## 重新打包浏览器里的练习程序
	@$(PYTHON) scripts/install.py --player

screenshots: install-test ## 给各种页面截图，放在 .cache/screenshots
	@$(PYTHON) scripts/screenshots.py

bench: install-test build ## 与同类工具并排量一量快慢和大小，结果在 bench/RESULTS.md；只量几项：make bench ROWS="finding serving"
	@$(PYTHON) bench/run.py $(ROWS)

publish: install ## 把发布包放到服务器并切换：make publish TARGET=web@10.0.0.5:/srv/course
	@$(PYTHON) scripts/publish.py $(if $(ARCHIVE),--archive "$(ARCHIVE)") $(if $(SSH),--ssh "$(SSH)") $(TARGET)

rollback: install ## 退回上一版，或 VERSION= 写明的一版：make rollback TARGET=…
	@$(PYTHON) scripts/publish.py --rollback $(if $(VERSION),--version "$(VERSION)") $(if $(SSH),--ssh "$(SSH)") $(TARGET)

offline-kit: install ## 做一个离线安装包，给不能上网的电脑用，放在 dist/
	@$(PYTHON) scripts/offline_kit.py $(if $(PLATFORM),--platform "$(PLATFORM)") $(if $(PY),--python "$(PY)")

lock: install-test ## 重新锁定依赖的版本和校验值
	@$(PYTHON) scripts/lock.py

clean: ## 删去一切生成的文件和安装的工具
	@python3 scripts/clean.py
