@echo off
rem The command line of the app, in any console: waits for it, and ends with its exit code.
start "" /b /wait "%~dp0till-agent.exe" %*
exit /b %errorlevel%
