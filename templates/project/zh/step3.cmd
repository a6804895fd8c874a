@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 3 生成退改
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo 这台电脑上没有找到 scoresheet，请先安装。 & pause & exit /b 2)
%RUN% return "2回收" -o "3退改" --decisions "决定登记.xlsx"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo 没有单位需要更正。
if "%CODE%"=="1" echo 退给单位的标注表、通知和催报在 3退改。
if not "%CODE%"=="0" if not "%CODE%"=="1" echo 没有完成。请看上面的说明；把这个窗口拍下来，别人也好帮忙。
echo.
pause
