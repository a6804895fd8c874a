@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 1 make forms
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo scoresheet was not found on this computer. Please install it first. & pause & exit /b 2)
%RUN% generate -o "1_forms"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo The blank forms are in 1_forms, ready to be sent.
if not "%CODE%"=="0" echo Not done. Please read what stands above.
echo.
pause
