@echo off
rem Open the desk of this folder in the browser.
call "%~dp0course.cmd" desk
if errorlevel 1 pause
