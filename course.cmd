@echo off
rem Run the program of this folder. The first time, and after its folder was moved or its locks changed, install it.
python "%~dp0scripts\install.py" || exit /b 1
"%~dp0.venv\Scripts\python.exe" -m course.cli %*
