"""Registers the plugin with MkDocs, which finds plugins by itself only in installed packages."""

from mkdocs_plugin import CoursePlugin

_plugin = CoursePlugin()
on_startup = _plugin.on_startup
on_serve = _plugin.on_serve
on_config = _plugin.on_config
on_pre_build = _plugin.on_pre_build
on_page_markdown = _plugin.on_page_markdown
on_page_content = _plugin.on_page_content
on_env = _plugin.on_env
on_page_context = _plugin.on_page_context
on_post_page = _plugin.on_post_page
on_post_build = _plugin.on_post_build
on_build_error = _plugin.on_build_error
