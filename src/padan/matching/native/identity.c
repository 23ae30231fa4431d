/* Identifiers, birth dates and what numbers say of their owner, read from text columns. */
#include "padan.h"

/* Take the signs out that people and programs put between digits; -1 where something else is left over or more
 * than `room` signs. Letters are kept as they are for NIP lama. */
static int bare(const uint8_t *p, const uint8_t *end, uint8_t *out, int room)
{
    int n = 0;
    while (p < end) {
        uint8_t c = *p;
        if (c == ' ' || c == '\'' || c == '.' || c == '-' || c == '`' || c == '"' || c == '\t' || c == '_') {
            p++;
            continue;
        }
        if (c == 0xC2 && end - p >= 2 && p[1] == 0xA0) {
            p += 2;
            continue;
        }
        if (c == 0xE2 && end - p >= 3 && p[1] == 0x80 && (p[2] == 0x98 || p[2] == 0x99 || p[2] == 0x8B)) {
            p += 3;
            continue;
        }
        if (c == 0xEF && end - p >= 3 && p[1] == 0xBB && p[2] == 0xBF) {
            p += 3;
            continue;
        }
        if (n == room)
            return -1;
        out[n++] = c;
        p++;
    }
    return n;
}

static int64_t digits(const uint8_t *text, int n)
{
    uint64_t value = 0;
    for (int k = 0; k < n; k++) {
        if (text[k] < '0' || text[k] > '9')
            return -1;
        value = value * 10 + (text[k] - '0');
    }
    return value > INT64_MAX ? -1 : (int64_t)value;
}

static int64_t lama_of(const uint8_t *text, int n)
{
    if (n != 9)
        return 0;
    uint8_t c = text[0];
    int64_t lead = c >= '0' && c <= '9' ? c - '0' + 1 : c >= 'A' && c <= 'Z' ? c - 'A' + 11 : c >= 'a' && c <= 'z' ? c - 'a' + 11 : 0;
    int64_t rest = digits(text + 1, 8);
    return lead && rest > 0 ? lead * 100000000 + rest : 0;
}

/* Read numbers of `shortest` to `longest` digits (longest <= 19), and, where `lama` is given, NIP lama in the same
 * column. One digit over and over is a placeholder, not an identifier. */
API void numbers_read(const Texts *texts, int64_t from, int64_t to, int shortest, int longest, int64_t *number,
                      uint8_t *size, int64_t *lama)
{
    uint8_t text[20];
    for (int64_t row = from; row < to; row++) {
        int n = bare(texts->data + texts->start[row], texts->data + texts->end[row], text, 20);
        number[row] = 0, size[row] = 0;
        if (lama && !lama[row] && n == 9)
            lama[row] = lama_of(text, n);
        if (n < shortest || n > longest)
            continue;
        int64_t value = digits(text, n);
        int repeated = text[0] != '0';
        for (int k = 1; k < n && repeated; k++)
            repeated = text[k] == text[0];
        if (value > 0 && !repeated)
            number[row] = value, size[row] = (uint8_t)n;
    }
}

/* Read NIP lama: a letter or digit and eight digits. */
API void lama_read(const Texts *texts, int64_t from, int64_t to, int64_t *lama)
{
    uint8_t text[20];
    for (int64_t row = from; row < to; row++)
        lama[row] = lama_of(text, bare(texts->data + texts->start[row], texts->data + texts->end[row], text, 20));
}

/* Read ISO dates, and dd-mm-yyyy left raw by intake (`-`, `/`, `.`), as yyyymmdd; 0 for anything else. */
API void dates_read(const Texts *texts, int64_t from, int64_t to, int32_t *date)
{
    for (int64_t row = from; row < to; row++) {
        const uint8_t *p = texts->data + texts->start[row];
        int64_t size = texts->end[row] - texts->start[row];
        size = size > 10 ? 10 : size;
        int64_t value = 0;
        int good = size == 10 || size == 8, some = 0;
        for (int64_t k = 0; k < size && good; k++) {
            uint8_t c = p[k];
            if (c >= '0' && c <= '9')
                value = value * 10 + (c - '0'), some = 1;
            else
                good = c == '-' || c == '/' || c == '.';
        }
        date[row] = 0;
        if (!good || !some || value > INT32_MAX)
            continue;
        if (p[2] == '-' || p[2] == '/' || p[2] == '.')
            value = value % 10000 * 10000 + value / 10000 % 100 * 100 + value / 1000000;
        int64_t month = value / 100 % 100, day = value % 100;
        if (value >= 18000101 && value <= 21991231 && month >= 1 && month <= 12 && day >= 1 && day <= 31)
            date[row] = (int32_t)value;
    }
}

enum { FIRST_YEAR = 1930, LAST_YEAR = 2012 };

static int is_day(int64_t number)
{
    int64_t year = number / 10000, month = number / 100 % 100, day = number % 100;
    return year >= FIRST_YEAR && year <= LAST_YEAR && month >= 1 && month <= 12 && day >= 1 && day <= 31;
}

/* Tell which numbers are full, rounded by a spreadsheet, and trusted: well formed (a calendar day, appointed
 * between 15 and 60 years of age and not after `last_year`, a serial of usual size) and in accord with the birth
 * date and sex that the row states. */
API void flags_read(int64_t from, int64_t to, const int64_t *nip, const uint8_t *nip_size, const int64_t *nik,
                    const uint8_t *nik_size, const int32_t *birth, const int8_t *sex, int64_t last_year,
                    int64_t last_serial, uint8_t *flag)
{
    for (int64_t row = from; row < to; row++) {
        uint8_t found = 0;
        int64_t number = nip[row];
        if (nip_size[row] == 18) {
            int64_t born = number / 10000000000, year = number / 1000000 % 10000, month = number / 10000 % 100;
            int64_t sexed = number / 1000 % 10, serial = number % 1000, age = year - born / 10000;
            if (serial == 0)
                found |= ROUNDED;
            else {
                found |= NIP_FULL;
                if (is_day(born) && (sexed == 1 || sexed == 2) && month > 0 && month < 30 && age >= 15 && age <= 60 &&
                    year <= last_year && serial <= last_serial) {
                    found |= month > 12 ? PPPK : 0;
                    if ((!birth[row] || born == birth[row]) && (!sex[row] || sexed == sex[row]))
                        found |= NIP_TRUST;
                }
            }
        }
        number = nik[row];
        if (nik_size[row] == 16) {
            int64_t day = number / 100000000 % 100, month = number / 1000000 % 100, year = number / 10000 % 100;
            int woman = day > 40;
            int64_t born = (year <= LAST_YEAR - 2000 ? 2000 + year : 1900 + year) * 10000 + month * 100 + (woman ? day - 40 : day);
            if (number % 10000)
                found |= NIK_FULL;
            if (is_day(born) && number / 100000000000000 >= 11 && number % 10000 > 0 &&
                (!birth[row] || born % 1000000 == birth[row] % 1000000) && (!sex[row] || sex[row] == 1 + woman))
                found |= NIK_TRUST;
        }
        flag[row] = found;
    }
}
