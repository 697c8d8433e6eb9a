"""Every key of the main window, for its overview and for the help book."""

from desktop.documents.help.markdown import escaped

KEYS = (
    (
        "到处可用",
        (
            ("Ctrl+K", "搜索全部登记簿"),
            ("Ctrl+N", "新建记录：再按数字或字母选登记簿"),
            ("Ctrl+Z　Ctrl+Shift+Z", "撤销（文字框里先撤销文字），重做"),
            ("Alt+1 … Alt+9", "左栏第一页到第九页"),
            ("F6", "在左栏和页面之间切换"),
            ("← →", "左栏里：收起、展开一组"),
            ("Ctrl+B", "立即备份"),
            ("Ctrl+L　Ctrl+Q", "锁定，退出"),
            ("F1", "帮助：正在填的栏，或者这一页"),
            ("Ctrl+F1", "本页"),
        ),
    ),
    (
        "填写",
        (
            ("Enter", "下一栏；多行文字里换行，Tab 离开"),
            ("今　t", "日期栏里：今天"),
            ("Alt+↓", "打开日历或选项"),
            ("Ctrl+J", "常用语：插入，或存下选中的文字"),
            ("Ctrl+E", "快登和全部栏目之间切换"),
            ("F8", "去下一处待补或有疑问的栏"),
            ("Ctrl+Enter", "打开这一栏指向的记录"),
            ("Ctrl+Shift+A　Ctrl+D", "添加一行（当事人等）；照样再添"),
            ("Ctrl+Shift+↑ ↓", "上移、下移一行"),
            ("Ctrl+Shift+Delete", "移除一行（可以放回）"),
        ),
    ),
    (
        "列表和表单",
        (
            ("↑ ↓　Enter", "选择，打开"),
            ("Delete", "移到回收站（可以撤销）"),
            ("Tab　Shift+Tab", "下一栏，上一栏"),
            ("Ctrl+F", "在这个登记簿里查找"),
            ("Ctrl+S", "保存"),
            ("Alt+G", "下一步：受理、达成协议等"),
            ("Alt+T", "由此登记下一条：咨询转援助、信访转调解等"),
            ("Ctrl+P", "打印预览"),
            ("Ctrl+Shift+P", "选中几件（Shift+↓）一起打印"),
            ("Ctrl+C", "复制选中的行（统计表：整张）到 WPS、Excel"),
            ("Ctrl+Shift+E", "导出列表"),
            ("Ctrl+I　Ctrl+Shift+V", "导入旧台账；粘贴复制的表格"),
            ("F7", "附件：打开或收起（文件可拖入，也可粘贴）"),
            ("F9", "卷宗：去缺的那一项"),
            ("Esc", "离开输入或关闭窗口"),
        ),
    ),
    (
        "统计表",
        (
            ("Enter", "看一格背后的记录；手填的格里输入数字"),
            ("菜单键", "一格可以做什么：批注"),
            ("Alt+←", "从记录返回首页或统计表"),
            ("Ctrl+PgUp　PgDn", "前一期、后一期"),
            ("Alt+G", "下一步：填表、核对、签发"),
        ),
    ),
)


def written() -> str:
    """The keys as the rest of a chapter, in Markdown."""
    parts = []
    for title, keys in KEYS:
        lines = (f"- **{escaped(key)}**：{escaped(meaning)}" for key, meaning in keys)
        parts.append(f"## {title}\n\n" + "\n".join(lines))
    return "\n\n".join(parts) + "\n"
