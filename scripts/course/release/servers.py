"""Settings for nginx, Caddy, IIS and HAProxy, all written from one description of what a server must say."""

from xml.sax.saxutils import quoteattr

from course.release.headers import (
    ASK_AGAIN,
    FOR_A_YEAR,
    HASHED_NAME,
    LARGEST_BODY,
    TEXT,
    TYPES,
    Service,
)

HEALTH = "healthz"
"""Below the site's path; answers that the server is up."""


def settings(service: Service) -> dict[str, str]:
    """Return the files for an administrator by their paths below `deploy/`."""
    return {
        "nginx/course.conf": nginx(service),
        "caddy/Caddyfile": caddy(service),
        "iis/web.config": iis(service),
        "haproxy/haproxy.cfg": haproxy(service),
    }


def nginx(service: Service) -> str:
    """Return a site for `/etc/nginx/conf.d/`."""
    types = "\n".join(f"        {media} {ending};" for ending, media in TYPES.items())
    texts = " ".join(media for media in TEXT if media != "text/html")
    headers = "\n".join(f'    add_header {name} "{value}" always;' for name, value in service.headers.items())
    return f"""# 学习站点的 nginx 设置。放到 /etc/nginx/conf.d/course.conf，再运行 nginx -t 和 systemctl reload nginx。
# 由程序按同一份说明生成，与 Caddy、IIS 的设置一致；改了这里，升级时会被新的覆盖，请只改标着“可改”的几行。

# 名字里带内容校验值的文件存一年，其余每次都问一声有没有新的。
map "$status:$uri" $course_cache {{
    default "{ASK_AGAIN}";
    "~^(200|206|304):.*{HASHED_NAME}" "{FOR_A_YEAR}";
}}

server {{
    listen {service.port};                # 可改：端口
    server_name _;                  # 可改：域名
    root {service.root};      # 可改：站点所在的文件夹
    index index.html;

    server_tokens off;
    autoindex off;
    absolute_redirect off;
    charset utf-8;
    charset_types {texts};
    default_type application/octet-stream;
    types {{
{types}
    }}

    # 压缩好的文件直接发出，服务器不用现压。装了 brotli 模块的，可以去掉下一行开头的 #。
    gzip_static on;
    gzip_vary on;
    # brotli_static on;
    etag on;
    sendfile on;
    tcp_nopush on;
    keepalive_timeout 30s;
    open_file_cache max=2000 inactive=30s;
    open_file_cache_valid 5s;

    # 请求不该带来什么，也不该拖着不走。
    client_max_body_size {LARGEST_BODY};
    client_body_timeout 10s;
    client_header_timeout 10s;
    send_timeout 30s;
    client_header_buffer_size 2k;
    large_client_header_buffers 4 8k;
    max_ranges 8;

{headers}
    add_header Cache-Control $course_cache always;

    if ($request_method !~ ^(GET|HEAD)$) {{
        return 405;
    }}

    error_page 403 404 =404 {service.base}404.html;

    location = {service.base}{HEALTH} {{
        access_log off;
        types {{ }}
        default_type text/plain;
        return 200 "ok\\n";
    }}

    # 以点开头的文件不外发。
    location ~ /\\. {{
        return 404;
    }}

    location {service.base} {{
        try_files $uri $uri/ =404;
    }}
}}
"""


def caddy(service: Service) -> str:
    """Return a Caddyfile."""
    headers = "\n".join(f'\t\t{name} "{value}"' for name, value in service.headers.items())
    texts = "\n".join(
        f'\t@{ending} path *.{ending}\n\theader @{ending} Content-Type "{media}; charset=utf-8"'
        for ending, media in TYPES.items()
        if media in TEXT
    )
    # Caddy takes whatever stands in braces for a placeholder.
    hashed = HASHED_NAME.replace("[0-9a-f]{8}", "[0-9a-f]" * 8)
    return f"""# 学习站点的 Caddy 设置。由程序按同一份说明生成，请只改标着“可改”的几行。
{{
	auto_https off
	admin off
	servers {{
		max_header_size 16KB
		timeouts {{
			read_header 10s
			read_body 10s
			write 60s
			idle 30s
		}}
	}}
}}

# 可改：端口或域名
:{service.port} {{
	# 可改：站点所在的文件夹
	root * {service.root}

	header {{
{headers}
		?Cache-Control "{ASK_AGAIN}"
		-Server
	}}
{texts}

	@hashed {{
		path_regexp {hashed}
		file
	}}
	header @hashed Cache-Control "{FOR_A_YEAR}"

	@method not method GET HEAD
	error @method 405

	request_body {{
		max_size {LARGEST_BODY}B
	}}

	@broken path_regexp \x00
	error @broken 400

	@hidden path_regexp /\\.
	error @hidden 404

	respond {service.base}{HEALTH} "ok
" 200

	file_server {{
		precompressed br gzip
		index index.html
	}}

	handle_errors {{
		header {{
{headers}
			Cache-Control "{ASK_AGAIN}"
			Content-Type "text/html; charset=utf-8"
			-Server
		}}
		@missing expression {{err.status_code}} in [403, 404]
		handle @missing {{
			rewrite * {service.base}404.html
			file_server {{
				status 404
			}}
		}}
		handle {{
			respond "" {{err.status_code}}
		}}
	}}
}}
"""


def iis(service: Service) -> str:
    """Return a `web.config` for the site's folder."""
    headers = "\n".join(
        f"        <add name={quoteattr(name)} value={quoteattr(value)} />"
        for name, value in {**service.headers, "Cache-Control": ASK_AGAIN}.items()
    )
    types = "\n".join(
        f'      <remove fileExtension=".{ending}" />\n'
        f'      <mimeMap fileExtension=".{ending}" mimeType="{media}{"; charset=utf-8" if media in TEXT else ""}" />'
        for ending, media in TYPES.items()
    )
    return f"""<?xml version="1.0" encoding="utf-8"?>
<!-- 学习站点的 IIS 设置，放在站点文件夹的最上层。由程序按同一份说明生成。需要“URL 重写”模块 2.1。 -->
<configuration>
  <system.web>
    <httpRuntime enableVersionHeader="false" />
  </system.web>
  <system.webServer>
    <directoryBrowse enabled="false" />
    <defaultDocument enabled="true">
      <files>
        <clear />
        <add value="index.html" />
      </files>
    </defaultDocument>
    <urlCompression doStaticCompression="true" doDynamicCompression="false" />
    <httpProtocol>
      <customHeaders>
        <remove name="X-Powered-By" />
{headers}
      </customHeaders>
    </httpProtocol>
    <staticContent>
{types}
    </staticContent>
    <httpErrors errorMode="Custom" existingResponse="Replace">
      <remove statusCode="404" />
      <error statusCode="404" path="404.html" responseMode="File" />
      <remove statusCode="403" />
      <error statusCode="403" path="404.html" responseMode="File" />
    </httpErrors>
    <security>
      <requestFiltering removeServerHeader="true" allowDoubleEscaping="false">
        <verbs allowUnlisted="false">
          <add verb="GET" allowed="true" />
          <add verb="HEAD" allowed="true" />
        </verbs>
        <requestLimits maxAllowedContentLength="{LARGEST_BODY}" maxUrl="4096" maxQueryString="2048" />
      </requestFiltering>
    </security>
    <rewrite>
      <rules>
        <rule name="health" stopProcessing="true">
          <match url="^{HEALTH}$" />
          <action type="CustomResponse" statusCode="200" statusReason="OK" statusDescription="ok" />
        </rule>
      </rules>
      <outboundRules>
        <rule name="hashed names for a year">
          <match serverVariable="RESPONSE_Cache-Control" pattern=".*" />
          <conditions>
            <add input="{{REQUEST_URI}}" pattern="{HASHED_NAME}" />
            <add input="{{RESPONSE_STATUS}}" pattern="^(200|206|304)" />
          </conditions>
          <action type="Rewrite" value="{FOR_A_YEAR}" />
        </rule>
      </outboundRules>
    </rewrite>
  </system.webServer>
</configuration>
"""


def haproxy(service: Service) -> str:
    """Return a load balancer before two nodes that serve the same site."""
    return f"""# 两台以上机器时，放在各台 nginx 前面的 HAProxy 设置。由程序生成，请只改标着“可改”的几行。
# 升级次序：先用 make publish 把新版同时发到各台（它先在各台放好新旧两版的资源文件，再逐台切换）。
global
    maxconn 4096

defaults
    mode http
    timeout connect 2s
    timeout client 30s
    timeout server 30s
    timeout http-request 10s
    # 一台不应答，马上换另一台。
    option redispatch 1
    retries 3
    retry-on conn-failure empty-response response-timeout 502 503 504
    option httplog
    log /dev/log local0

frontend course
    bind :{service.port}                     # 可改：端口
    acl reading method GET HEAD
    http-request deny deny_status 405 unless reading
    default_backend nodes

backend nodes
    balance roundrobin
    option httpchk GET {service.base}{HEALTH}
    http-check expect status 200
    default-server check inter 1s fall 2 rise 2 slowstart 2s
    server one 10.0.0.11:80         # 可改：第一台
    server two 10.0.0.12:80         # 可改：第二台
"""
