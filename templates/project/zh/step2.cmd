@echo off
chcp 65001 >nul
set PYTHONUTF8=1
cd /d "%~dp0"
title 2 校验收回的表
set "RUN=scoresheet"
where scoresheet >nul 2>nul || set "RUN=py -m scoresheet"
%RUN% --version >nul 2>nul || (echo 这台电脑上没有找到 scoresheet，请先安装。 & pause & exit /b 2)
%RUN% validate "2回收" -o "4结果/问题清单.xlsx" --decisions "决定登记.xlsx"
set "CODE=%errorlevel%"
echo.
if "%CODE%"=="0" echo 没有需要更正的。可以运行 4汇总排名。
if "%CODE%"=="1" echo 有单位需要更正或还没有报送。详细情况在 4结果 的问题清单里，下一步运行 3生成退改。
if not "%CODE%"=="0" if not "%CODE%"=="1" echo 没有完成。请看上面的说明；把这个窗口拍下来，别人也好帮忙。
echo.
pause
