"""The style sheet: type scale, borders, states and the visible focus; colours come from a scheme."""

from padan.common.places import resources
from padan.gui.theme.colours import Colours

TIGHT = 4
GAP = 8
WIDE = 16
EDGE = 20
NAVIGATION_WIDEST = 380
"""The navigation is as wide as its words, up to this."""
FORM_WIDTH = 640
READING_WIDTH = 760
"""No running text is set wider."""

SCALE: dict[str, float] = {"title": 1.55, "heading": 1.18, "body": 1.0, "small": 0.92, "figure": 1.9}
"""The type scale: sizes as parts of the text size in use; `figure` is a number shown large."""

_SHEET = """
QToolTip {{ color: {text}; background: {base}; border: 1px solid {control_line}; padding: 4px; }}
QLineEdit, QPlainTextEdit, QTextBrowser, QTextEdit {{
  background: {base}; color: {text}; border: 1px solid {control_line};
  border-radius: 4px; padding: 4px 7px; }}
QLineEdit:focus, QPlainTextEdit:focus, QTextBrowser:focus, QTextEdit:focus {{
  border: 2px solid {accent}; padding: 3px 6px; }}
QLineEdit {{ placeholder-text-color: {dim}; }}
QLineEdit:disabled, QPlainTextEdit:disabled {{ color: {dim}; border-color: {line}; background: {window}; }}
QLineEdit:read-only {{ background: {window}; }}
QComboBox, QAbstractSpinBox {{
  background: {base}; color: {text}; border: 1px solid {control_line};
  border-radius: 4px; padding: 3px 7px; }}
QComboBox:hover, QAbstractSpinBox:hover, QLineEdit:hover {{ border-color: {accent}; }}
QComboBox:focus, QAbstractSpinBox:focus {{ border: 2px solid {accent}; padding: 2px 6px; }}
QComboBox:disabled, QAbstractSpinBox:disabled {{ color: {dim}; border-color: {line}; background: {window}; }}
QComboBox::drop-down, QDateEdit::drop-down {{ border: none; width: {arrow_room}px; }}
QComboBox::down-arrow, QDateEdit::down-arrow, QAbstractSpinBox::down-arrow {{
  image: url("{down}"); width: {arrow}px; height: {arrow}px; }}
QAbstractSpinBox::up-arrow {{ image: url("{up}"); width: {arrow}px; height: {arrow}px; }}
QSpinBox::up-button, QSpinBox::down-button {{
  subcontrol-origin: border; border: none; width: {arrow_room}px; background: transparent; }}
QSpinBox::up-button {{ subcontrol-position: top right; }}
QSpinBox::down-button {{ subcontrol-position: bottom right; }}
QSpinBox::up-button:hover, QSpinBox::down-button:hover {{ background: {hover}; }}
QComboBox QAbstractItemView {{ background: {base}; color: {text}; border: 1px solid {control_line};
outline: 0; }}
QAbstractSpinBox QLineEdit, QComboBox QLineEdit {{ border: none; padding: 0; background: transparent; }}
QPushButton {{
  background: {base}; color: {text}; border: 1px solid {control_line}; border-radius: 4px;
  padding: 4px 12px; min-height: {words}px; }}
QPushButton:hover:enabled {{ background: {hover}; border-color: {accent}; }}
QPushButton:pressed {{ background: {line}; }}
QPushButton:checked {{ background: {selected}; color: {on_selected}; border-color: {accent}; }}
QPushButton:disabled {{ color: {dim}; border-color: {line}; background: {window}; }}
QPushButton:focus {{ border: 2px solid {accent}; padding: 3px 11px; }}
QPushButton[kind="main"] {{ background: {accent}; color: {on_accent}; border-color: {accent};
font-weight: 600; }}
QPushButton[kind="main"]:hover:enabled {{ border-color: {text}; }}
QPushButton[kind="main"]:focus {{ border: 2px dashed {on_accent}; }}
QPushButton[kind="main"]:disabled {{ background: {window}; color: {dim}; border-color: {line}; }}
QPushButton[kind="link"] {{ background: transparent; border: 1px solid transparent; color: {accent};
padding: 3px 4px; text-align: left; }}
QPushButton[kind="link"]:hover:enabled {{ background: {hover}; text-decoration: underline; }}
QPushButton[kind="link"]:focus {{ border: 2px dashed {accent}; padding: 2px 3px; }}
QPushButton[kind="link"]:disabled {{ color: {dim}; }}
QToolButton {{ background: transparent; color: {text}; border: 1px solid transparent; border-radius: 4px;
padding: 3px; }}
QToolButton:hover {{ background: {hover}; }}
QToolButton:focus {{ border: 2px dashed {accent}; padding: 2px; }}
QToolButton::menu-indicator {{ image: none; }}
QCheckBox, QRadioButton {{ spacing: 8px; padding: 2px; border: 2px solid transparent; }}
QCheckBox:focus, QRadioButton:focus {{ border: 2px dashed {accent}; border-radius: 3px; }}
QCheckBox::indicator, QRadioButton::indicator {{
  width: {box}px; height: {box}px; border: 1px solid {control_line}; border-radius: 3px;
  background: {base}; }}
QRadioButton::indicator {{ border-radius: {half_box}px; }}
QCheckBox::indicator:checked {{ background: {accent}; border-color: {accent}; image: url("{checked}"); }}
QRadioButton::indicator:checked {{ border: {quarter_box}px solid {accent}; }}
QCheckBox::indicator:disabled, QRadioButton::indicator:disabled {{ border-color: {line}; }}
QTableView, QListView, QTreeView {{
  background: {base}; alternate-background-color: {stripe}; color: {text}; outline: 0;
  border: 1px solid {line}; border-radius: 4px; gridline-color: {line};
  selection-background-color: {selected}; selection-color: {on_selected}; }}
QTableView::item {{ padding: 0 8px; }}
QListView::item {{ padding: 3px 6px; }}
QTableView:focus, QListView:focus, QTreeView:focus {{ border: 2px solid {accent}; }}
QTableView::item:focus, QListView::item:focus, QTreeView::item:focus {{ border: 1px dashed {accent}; }}
QHeaderView {{ background: {window}; border: none; }}
QHeaderView::section {{
  background: {window}; color: {text}; border: none; border-bottom: 1px solid {control_line};
  border-right: 1px solid {line}; padding: 4px 8px; font-weight: 600; }}
QTableCornerButton::section {{ background: {window}; border: none; }}
QTabBar::tab {{ padding: 6px 10px; border: 2px solid transparent; color: {dim}; }}
QTabBar::tab:hover {{ color: {text}; }}
QTabBar::tab:selected {{ color: {text}; border-bottom: 2px solid {accent}; font-weight: 600; }}
QTabBar::tab:focus {{ border: 2px dashed {accent}; }}
QTabWidget::pane {{ border: none; border-top: 1px solid {line}; }}
QScrollArea {{ border: none; background: transparent; }}
QScrollArea > QWidget > QWidget[kind="scrolled"] {{ background: transparent; }}
QScrollBar {{ background: transparent; border: none; }}
QScrollBar:vertical {{ width: 13px; }}
QScrollBar:horizontal {{ height: 13px; }}
QScrollBar::handle {{ background: {control_line}; border: 3px solid {window}; border-radius: 6px; }}
QScrollBar::handle:vertical {{ min-height: 32px; }}
QScrollBar::handle:horizontal {{ min-width: 32px; }}
QScrollBar::handle:hover {{ background: {dim}; }}
QScrollBar::add-line, QScrollBar::sub-line {{ width: 0; height: 0; }}
QScrollBar::add-page, QScrollBar::sub-page {{ background: transparent; }}
QProgressBar {{ border: 1px solid {control_line}; border-radius: 4px; text-align: center; background:
{base}; color: {text}; }}
QProgressBar::chunk {{ background: {selected}; border-right: 2px solid {accent}; }}
QSplitter::handle {{ background: {window}; }}
QSplitter::handle:hover {{ background: {line}; }}
QSplitter::handle:horizontal {{ width: 7px; }}
QSplitter::handle:vertical {{ height: 7px; }}
QMenu {{ background: {base}; color: {text}; border: 1px solid {control_line}; padding: 4px; }}
QMenu::item {{ padding: 5px 24px; border-radius: 3px; }}
QMenu::item:selected {{ background: {selected}; color: {on_selected}; }}
QMenu::item:disabled {{ color: {dim}; }}
QMenu::separator {{ height: 1px; background: {line}; margin: 4px 8px; }}
QStatusBar {{ border-top: 1px solid {line}; }}
QStatusBar::item {{ border: none; }}
QLabel[kind="title"] {{ font-size: {title}pt; font-weight: 600; }}
QLabel[kind="heading"] {{ font-size: {heading}pt; font-weight: 600; }}
QLabel[kind="figure"] {{ font-size: {figure}pt; font-weight: 600; }}
QLabel[kind="strong"] {{ font-weight: 600; }}
QLabel[kind="small"] {{ font-size: {small}pt; color: {dim}; }}
QLabel[kind="dim"] {{ color: {dim}; }}
QLabel[kind="good"] {{ color: {good}; font-weight: 600; }}
QLabel[kind="info"] {{ color: {info}; font-weight: 600; }}
QLabel[kind="warn"] {{ color: {warn}; font-weight: 600; }}
QLabel[kind="bad"] {{ color: {bad}; font-weight: 600; }}
QLabel[kind="code"] {{ font-family: monospace; }}
QLabel[kind="training"] {{
  background: {training}; color: {on_training}; font-weight: 700; padding: 3px; letter-spacing: 1px; }}
{badges}
QFrame[kind="card"] {{ background: {base}; border: 1px solid {line}; border-radius: 6px; }}
QFrame[kind="panel"] {{ background: transparent; border: none; }}
QFrame[kind="message"] {{ background: {base}; border: 1px solid {control_line}; border-left: 6px solid
{accent}; border-radius: 4px; }}
{messages}
QListWidget[kind="navigation"] {{ background: {window}; border: none; border-right: 1px solid {line};
border-radius: 0; outline: 0; padding-top: 6px; }}
QListWidget[kind="navigation"]:focus {{ border: none; border-right: 1px solid {line}; }}
QListWidget[kind="navigation"]::item {{ padding: 5px 10px; border: 2px solid transparent; border-left: 4px
solid transparent; color: {text}; }}
QListWidget[kind="navigation"]::item:hover {{ background: {hover}; }}
QListWidget[kind="navigation"]::item:selected {{ background: {selected}; color: {on_selected}; border-left:
4px solid {accent}; font-weight: 600; }}
QListWidget[kind="navigation"]::item:selected:focus {{ border: 2px dashed {accent}; border-left: 4px solid
{accent}; }}
"""
_BADGE = (
    'QLabel[kind="badge"][tone="{tone}"] {{ background: {ground}; color: {ink}; border: 1px solid {ink};'
    " border-radius: 3px; padding: 1px 6px; font-size: {small}pt; font-weight: 600; }}"
)
_MESSAGE = 'QFrame[kind="message"][tone="{tone}"] {{ background: {ground}; border-left-color: {ink}; }}'
_TONES = ("good", "info", "warn", "bad", "quiet")


def sheet(colours: Colours, points: float) -> str:
    """Return the application's style sheet in the colours of a scheme; everything grows with the text."""
    sizes = {name: round(points * part, 1) for name, part in SCALE.items()}
    icons = resources() / "icons"
    box = max(15, round(points * 1.6))
    values = {
        **vars(colours),
        **sizes,
        "words": max(20, round(points * 1.7)),
        "box": box,
        "half_box": box // 2,
        "quarter_box": max(4, box // 3),
        "arrow": max(10, round(points * 1.1)),
        "arrow_room": max(20, round(points * 2.0)),
        "badges": _each_tone(_BADGE, colours, sizes["small"]),
        "messages": _each_tone(_MESSAGE, colours, sizes["small"]),
        **{name: (icons / f"{name}-{colours.name}.svg").as_posix() for name in ("checked", "down", "up")},
    }
    return _SHEET.format_map(values)


def _each_tone(template: str, colours: Colours, small: float) -> str:
    return "\n".join(
        template.format(tone=tone, ink=colours.tone(tone), ground=colours.ground(tone), small=small)
        for tone in _TONES
    )
