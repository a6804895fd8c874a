@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 3 send back
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo scoresheet was not found on this computer. Please install it first. & pause & exit /b 2)
%RUN% return "2_returns" -o "3_corrections" --decisions "decisions.xlsx"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo No unit has to correct anything.
if "%CODE%"=="1" echo Marked forms, letters and reminders are in 3_corrections.
if not "%CODE%"=="0" if not "%CODE%"=="1" echo Not done. Please read what stands above.
echo.
pause
