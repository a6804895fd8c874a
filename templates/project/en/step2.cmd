@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 2 check returns
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo scoresheet was not found on this computer. Please install it first. & pause & exit /b 2)
%RUN% validate "2_returns" -o "4_results/problems.xlsx" --decisions "decisions.xlsx"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo Nothing to correct. Next: 4_rank.
if "%CODE%"=="1" echo Some units must correct or sent nothing. See problems.xlsx in 4_results; next: 3_send_back.
if not "%CODE%"=="0" if not "%CODE%"=="1" echo Not done. Please read what stands above.
echo.
pause
