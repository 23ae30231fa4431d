"""The levels of agreement of identifiers, birth date and sex by number and name; the loops find them
(compare.c).

NIP: `near` is one edit between two numbers that are each in order, `typo` one edit where a number contradicts
itself or its row, `loose` two or three edits in that case, `rounded` a spreadsheet's doing, `lama` an equal
NIP lama. NIK: the same without rounding, which cannot be told from chance. Birth date: the same, day and
month exchanged, one digit or two neighbours apart, another.
"""

NIP_MISSING, NIP_SAME, NIP_ROUNDED, NIP_TYPO, NIP_NEAR, NIP_LOOSE, NIP_LAMA, NIP_DIFFERS = range(8)
NIP_NAMES = ("missing", "same", "rounded", "typo", "near", "loose", "lama", "differs")
NIK_MISSING, NIK_SAME, NIK_TYPO, NIK_NEAR, NIK_DIFFERS = range(5)
NIK_NAMES = ("missing", "same", "typo", "near", "differs")
BIRTH_MISSING, BIRTH_SAME, BIRTH_SWAPPED, BIRTH_NEAR, BIRTH_DIFFERS = range(5)
BIRTH_NAMES = ("missing", "same", "swapped", "near", "differs")
SEX_MISSING, SEX_SAME, SEX_DIFFERS = range(3)
SEX_NAMES = ("missing", "same", "differs")
