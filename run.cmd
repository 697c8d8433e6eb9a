@echo off
rem Starts Fengqiao from a clone: the first start makes .venv from the lock, every start runs main.py.
rem   run               the window            run X ...      python main.py X ...
rem   run setup         only the set-up       run test       gates and tests (run test ARGS: pytest ARGS)
rem   run faults, fuzz, bench, coverage       run build      the frozen program, in dist\
rem The file `run` does the same on Linux. Up to chcp, this one must be plain ASCII.
setlocal EnableExtensions DisableDelayedExpansion
for /f "tokens=2 delims=:." %%c in ('chcp') do set "page=%%c"
chcp 65001 >nul

set "here=%~dp0"
set "env=%here%.venv"
set "python=%env%\Scripts\python.exe"
set "PYTHONUTF8=1"
set args=%*
set "rest="
set "failed="

if "%~1"=="setup" goto setup
if "%~1"=="test" goto test
if "%~1"=="faults" goto faults
if "%~1"=="fuzz" goto fuzz
if "%~1"=="bench" goto bench
if "%~1"=="coverage" goto coverage
if "%~1"=="build" goto build
if "%~1"=="package" goto package
call :prepare requirements.lock || goto refused
"%python%" "%here%main.py" %*
goto done

:setup
call :prepare requirements.lock || goto refused
echo 准备好了。试一试： run demo --out demo   Ready.
goto done

:test
set rest=%args:*test=%
call :prepare_tests || goto refused
if defined rest goto some_tests
call :gate "ruff check" -m ruff check .
call :gate "ruff format" -m ruff format --check .
call :gate "mypy" -m mypy
call :gate "pytest" -m pytest -n auto --dist loadfile
if not defined failed goto done
echo 有检查没有通过。 Some gates failed.
goto refused

:some_tests
"%python%" -m pytest %rest%
goto done

:faults
set rest=%args:*faults=%
call :prepare_tests || goto refused
"%python%" -m pytest -o "addopts=-q --strict-markers --import-mode=importlib" -o faulthandler_timeout=0 tests\faults %rest%
goto done

:fuzz
set rest=%args:*fuzz=%
call :prepare_tests || goto refused
"%python%" -m tests.fuzz %rest%
goto done

:bench
set rest=%args:*bench=%
call :prepare_tests || goto refused
"%python%" -m tests.bench %rest%
goto done

:coverage
call :prepare_tests || goto refused
"%python%" -m coverage erase
"%python%" -m coverage run -m pytest -n auto --dist loadfile || goto done
"%python%" -m coverage combine --quiet
"%python%" -m coverage report --skip-covered
goto done

:build
call :freeze || goto refused
rem What was forgotten while freezing shows only where it is used: the whole demo must succeed.
if "%~2"=="--no-demo" goto done
if exist build\demo rmdir /s /q build\demo
dist\fengqiao\fengqiao.exe demo --out build\demo
goto done

:package
set rest=%args:*package=%
call :freeze || goto refused
"%python%" -m resources.packaging.package %rest%
goto done

:refused
set "code=1"
goto leave

:done
set "code=%errorlevel%"

:leave
if defined page chcp %page% >nul
exit /b %code%


rem ---- dist\fengqiao, looked through and tried ----
:freeze
set "env=%here%build\venv"
set "python=%env%\Scripts\python.exe"
call :prepare requirements-build.lock || exit /b 1
cd /d "%here%"
"%python%" -m PyInstaller --noconfirm --log-level WARN build.spec || exit /b 1
"%python%" -m resources.packaging.look_through || exit /b 1
dist\fengqiao\fengqiao.exe --self-test
exit /b %errorlevel%


rem ---- a name, then what Python must do successfully ----
:gate
echo -- %~1
"%python%" %2 %3 %4 %5 %6 || set "failed=yes"
exit /b 0

:prepare_tests
call :prepare requirements-dev.lock || exit /b 1
if not defined QT_QPA_PLATFORM set "QT_QPA_PLATFORM=offscreen"
cd /d "%here%"
exit /b 0


rem ---- .venv: whole when it holds a copy of the lock it was made from, else made anew ----
:ready
if not exist "%python%" exit /b 1
fc /b "%here%%~1" "%env%\%~1" >nul 2>nul
exit /b %errorlevel%

:prepare
call :ready %1 && exit /b 0
if not exist "%here%build" mkdir "%here%build"
set "waited=0"
:again
set "tried="
rem Only one process can hold handle 9 on the file; it is let go even by a killed one.
3>&2 2>nul ( 9>"%here%build\setup.lock" ( 2>&3 call :prepare_alone %1 ) )
if defined tried goto prepared
echo 另一个窗口正在准备运行环境，请稍候… Another set-up is running, waiting… 1>&2
ping -n 4 127.0.0.1 >nul
set /a waited+=1
if %waited% lss 200 goto again
:prepared
if "%tried%"=="done" exit /b 0
exit /b 1

:prepare_alone
set "tried=failed"
call :ready %1 && set "tried=done" && exit /b 0
call :find_python || exit /b 1
echo 正在准备运行环境（第一次约 1 分钟，视网速而定）… Setting up (about a minute the first time)… 1>&2
if exist "%python%" if exist "%env%\requirements.lock" goto fill
%base% -m venv --clear "%env%" || goto no_environment
:fill
del /q "%env%\requirements*.lock" 2>nul
set "PIP_USER=0"
set "PIP_NO_INPUT=1"
set "PIP_DISABLE_PIP_VERSION_CHECK=1"
"%python%" -m pip install --quiet --require-hashes --only-binary :all: -r "%here%%~1" || goto no_packages
copy /y /b "%here%%~1" "%env%\%~1" >nul || goto no_environment
copy /y /b "%here%requirements.lock" "%env%\requirements.lock" >nul || goto no_environment
set "tried=done"
exit /b 0

:no_environment
echo 不能在 %env% 创建运行环境。 Cannot make .venv there. 1>&2
exit /b 1

:no_packages
echo 下载或安装组件失败：请检查网络和磁盘空间，然后再运行一次。 Installing failed; check network and disk, then start again. 1>&2
exit /b 1

:find_python
set "base="
set "fits=import ensurepip, sys, venv; sys.exit(not ((3, 11) <= sys.version_info[:2] <= (3, 13) and sys.maxsize > 2**32))"
for %%v in (3.11 3.12 3.13) do if not defined base py -%%v -c "%fits%" >nul 2>nul && set "base=py -%%v"
if not defined base python -c "%fits%" >nul 2>nul && set "base=python"
if defined base exit /b 0
echo 需要 64 位的 Python 3.11、3.12 或 3.13，这台电脑上没有找到。 1>&2
echo Fengqiao needs a 64-bit Python 3.11, 3.12 or 3.13, by the py launcher or on PATH. 1>&2
exit /b 1
