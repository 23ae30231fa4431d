"""The style sheet: spacing, borders and the visible focus; colours come from a scheme."""

from padan.common.places import resources
from padan.gui.theme.colours import DARK, Colours

GAP = 8
WIDE = 16
EDGE = 24
NAVIGATION_WIDTH = 208
FORM_WIDTH = 640

_SHEET = """
* {{ selection-background-color: {accent}; selection-color: {on_accent}; }}
QToolTip {{ color: {text}; background: {base}; border: 1px solid {control_line}; padding: 4px; }}
QLineEdit, QPlainTextEdit {{
  background: {base}; color: {text}; border: 1px solid {control_line};
  border-radius: 4px; padding: 5px 7px; }}
QLineEdit:focus, QPlainTextEdit:focus {{ border: 2px solid {accent}; padding: 4px 6px; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {dim}; border-color: {line}; }}
QComboBox, QDateEdit {{
  background: {base}; color: {text}; border: 1px solid {control_line};
  border-radius: 4px; padding: 4px 8px; }}
QComboBox:focus, QDateEdit:focus {{ border: 2px solid {accent}; padding: 3px 7px; }}
QComboBox:disabled, QDateEdit:disabled {{ color: {dim}; border-color: {line}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: 24px; }}
QComboBox::down-arrow, QDateEdit::down-arrow {{ image: url("{down}"); width: 12px; height: 12px; }}
QComboBox QAbstractItemView {{ background: {base}; color: {text}; border: 1px solid {control_line}; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; }}
QPushButton {{
  background: {base}; color: {text}; border: 1px solid {control_line}; border-radius: 4px;
  padding: 6px 14px; min-height: 20px; }}
QPushButton:hover:enabled {{ border-color: {accent}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:disabled {{ color: {dim}; border-color: {line}; background: {window}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 5px 13px; }}
QPushButton[kind="main"] {{ background: {accent}; color: {on_accent}; border-color: {accent}; }}
QPushButton[kind="main"]:focus {{ border: 2px solid {text}; }}
QPushButton[kind="main"]:disabled {{ background: {window}; color: {dim}; border-color: {line}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {accent};
padding: 6px 4px; }}
QPushButton[kind="link"]:focus {{ border: 2px solid {accent}; padding: 5px 3px; }}
QPushButton[kind="link"]:disabled {{ color: {dim}; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px solid {accent}; border-radius: 3px; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 3px; border: 2px solid transparent; }}
QCheckBox::indicator {{
  width: 16px; height: 16px; border: 1px solid {control_line}; border-radius: 3px; background: {base}; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{checked}"); }}
QCheckBox::indicator:disabled {{ border-color: {line}; }}
QTableView, QListView, QTreeView {{
  background: {base}; alternate-background-color: {stripe}; color: {text};
  border: 1px solid {line}; border-radius: 4px; gridline-color: {line}; }}
QTableView::item {{ padding: 0 8px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 2px solid {accent}; }}
QHeaderView::section {{
  background: {window}; color: {text}; border: none; border-bottom: 1px solid {control_line};
  border-right: 1px solid {line}; padding: 6px 8px; font-weight: 600; }}
QTabBar::tab {{ padding: 7px 14px; border: 2px solid transparent; border-bottom: 2px solid transparent;
color: {dim}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QTabBar::tab:focus {{ border: 2px solid {accent}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget[kind="scrolled"] {{ background: transparent; }}
QProgressBar {{ border: 1px solid {control_line}; border-radius: 4px; text-align: center; background:
{base}; color: {text}; }}
QProgressBar::chunk {{ background: {accent}; border-radius: 3px; }}
QSplitter::handle {{ background: {line}; }}
QStatusBar {{ border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QLabel[kind="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {heading}pt; font-weight: 600; }}
QLabel[kind="dim"] {{ color: {dim}; }}
QLabel[kind="good"] {{ color: {good}; font-weight: 600; }}
QLabel[kind="warn"] {{ color: {warn}; font-weight: 600; }}
QLabel[kind="bad"] {{ color: {bad}; font-weight: 600; }}
QLabel[kind="code"] {{ font-family: monospace; }}
QLabel[kind="training"] {{
  background: {training}; color: {on_training}; font-weight: 700; padding: 6px; letter-spacing: 2px; }}
QFrame[kind="card"] {{ background: {base}; border: 1px solid {line}; border-radius: 6px; }}
QFrame[kind="message"] {{ background: {base}; border: 1px solid {control_line}; border-left: 6px solid
{accent}; border-radius: 4px; }}
QFrame[kind="message"][tone="good"] {{ border-left-color: {good}; }}
QFrame[kind="message"][tone="warn"] {{ border-left-color: {warn}; }}
QFrame[kind="message"][tone="bad"] {{ border-left-color: {bad}; }}
QListWidget[kind="navigation"] {{ background: {window}; border: none; border-right: 1px solid {line};
border-radius: 0; outline: 0; }}
QListWidget[kind="navigation"]::item {{ padding: 9px 12px; border-left: 4px solid transparent; color:
{text}; }}
QListWidget[kind="navigation"]::item:selected {{ background: {base}; color: {text}; border-left: 4px solid
{accent}; font-weight: 600; }}
QListWidget[kind="navigation"]:focus::item:selected {{ border: 2px solid {accent}; border-left: 4px solid
{accent}; }}
"""


def sheet(colours: Colours, points: float) -> str:
    """Return the application's style sheet in the colours of a scheme; headings grow with the text's size."""
    shade = "dark" if colours is DARK else "light"
    values = {
        **vars(colours),
        "title": round(points * 1.6, 1),
        "heading": round(points * 1.2, 1),
        "checked": (resources() / "icons" / f"checked-{shade}.svg").as_posix(),
        "down": (resources() / "icons" / f"down-{shade}.svg").as_posix(),
    }
    return _SHEET.format_map(values)
