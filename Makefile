# For who develops the program; everything else is ./course. No target takes a value.
PYTHON := .venv/bin/python

.DEFAULT_GOAL := help
.PHONY: help serve desk check build test test-fast test-slow clean fuzz bench screenshots lock

help: ## 列出这些命令
	@grep -hE '^[a-z-]+:.*## ' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 14
	@echo '其余的命令：./course'

serve: ## 在本机打开站点，保存后自动更新：http://127.0.0.1:8000
	@./course serve

desk: ## 打开维护台：在浏览器里改题、导入、出卷、审核、发布
	@./course desk

check: ## 检查学习页和题库，列出问题或概况
	@./course check

build: ## 严格构建，站点在 site/
	@./course build

test: ## 全部检查和测试；缺的浏览器和服务器先用 apt 安装，并说明原因
	@python3 scripts/install.py --test
	@$(PYTHON) -m dev.run_tests

test-fast: ## 写法、类型、模块方向，练习程序的测试，大部分单元测试；一两分钟
	@python3 scripts/install.py --dev
	@$(PYTHON) -m dev.run_tests --fast

test-slow: ## 耗时的测试，和最旧的浏览器（Chromium 86）里的浏览器测试
	@python3 scripts/install.py --test
	@$(PYTHON) -m dev.run_tests --slow

fuzz: ## 开发：随机损坏文件和打断记录，找程序的毛病
	@python3 scripts/install.py --test
	@$(PYTHON) -m dev.fuzz

bench: ## 开发：与同类工具并排量一量快慢和大小，结果在 bench/RESULTS.md
	@python3 scripts/install.py --test
	@./course build
	@PYTHONPATH=tests $(PYTHON) bench/run.py

screenshots: ## 开发：给各种页面截图，放在 .cache/screenshots
	@python3 scripts/install.py --test
	@$(PYTHON) -m dev.screenshots

lock: ## 开发：重新锁定依赖的版本和校验值
	@python3 scripts/install.py --dev
	@$(PYTHON) -m dev.lock

clean: ## 删去一切生成的文件和安装的工具
	@cd scripts && python3 -m dev.clean
