@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 1 生成空表
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo 这台电脑上没有找到 scoresheet，请先安装。 & pause & exit /b 2)
%RUN% generate -o "1下发"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo 空白表在 1下发，可以发给各单位了。
if not "%CODE%"=="0" echo 没有完成。请看上面的说明；把这个窗口拍下来，别人也好帮忙。
echo.
pause
