@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 4 rank
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo scoresheet was not found on this computer. Please install it first. & pause & exit /b 2)
%RUN% rank "2_returns" -o "4_results/ranking.xlsx" --decisions "decisions.xlsx"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo The ranking is in 4_results.
if "%CODE%"=="1" echo The ranking is in 4_results; units that must correct or sent nothing are not ranked.
if not "%CODE%"=="0" if not "%CODE%"=="1" echo Not done. Please read what stands above.
echo.
pause
