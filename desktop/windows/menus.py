"""The two menus of the bar on top: what can be done with the store, and by whom it is open."""

from typing import TYPE_CHECKING

from desktop.windows.help.asking import Asking, help_here
from desktop.windows.help.tour import begin_tour
from desktop.windows.topbar import add, session_words

if TYPE_CHECKING:
    from desktop.windows.main_window import MainWindow


def fill_menus(window: "MainWindow") -> None:
    """Fill both menus; acts with keys of their own are the window's too."""
    _fill_store(window)
    _fill_user(window)


def _fill_store(window: "MainWindow") -> None:
    menu, acts = window.top.more.menu(), window.acts
    window.addAction(add(menu, "立即备份", acts.back_up, "Ctrl+B", "backup"))
    add(menu, "备份到…", acts.back_up_to, "", "outward")
    add(menu, "备份到U盘…", acts.back_up_to_stick, "", "outward")
    add(menu, "从备份恢复…", window.restore, "", "restore")
    menu.addSeparator()
    add(menu, "检查仓库", acts.check, "", "check_store")
    add(menu, "核对纸上的校验码…", acts.check_codes, "", "verify")
    menu.addSeparator()
    add(menu, "设置…", window.prefer, "", "settings")
    add(menu, "从U盘更新程序…", lambda: _update(window), "", "inward")
    Asking(window)
    window.addAction(add(menu, "帮助", lambda: help_here(window), "F1", "help"))
    add(menu, "功能介绍", lambda: begin_tour(window), "", "eye")
    window.addAction(add(menu, "键盘一览", acts.show_keys, "Ctrl+F1", "keyboard"))
    add(menu, "关于枫桥", acts.show_about, "", "info")


def _update(window: "MainWindow") -> None:
    from desktop.windows.store.updating import UpdateWindow

    UpdateWindow(window, window.database, window.desk.at_end).exec()


def _fill_user(window: "MainWindow") -> None:
    menu = window.top.user.menu()
    add(menu, session_words(window.database), lambda: None).setEnabled(False)
    menu.addSeparator()
    add(menu, "修改密码…", window.acts.change_password, "", "key")
    if window.database.rights.head:
        add(menu, "使用人", lambda: window.pages.turn_to("user_account"), "", "people")
    window.addAction(add(menu, "锁定", window.lock, "Ctrl+L", "lock"))
    window.addAction(add(menu, "退出", window.close, "Ctrl+Q", "close"))
