/* Distinct strings by number. The caller makes room: a function that runs out of it stops before the row that
 * did not fit and says where. */
#include "padan.h"

static uint32_t hash_of(const uint8_t *text, int64_t size)
{
    uint64_t h = UINT64_C(0x9e3779b97f4a7c15) ^ (uint64_t)size;
    while (size >= 8) {
        uint64_t v;
        __builtin_memcpy(&v, text, 8);
        h = (h ^ v) * UINT64_C(0xff51afd7ed558ccd);
        h ^= h >> 29;
        text += 8, size -= 8;
    }
    uint64_t v = 0;
    for (int64_t k = 0; k < size; k++)
        v |= (uint64_t)text[k] << (8 * k);
    h = (h ^ v) * UINT64_C(0xc4ceb9fe1a85ec53);
    h ^= h >> 32;
    return (uint32_t)h;
}

static int same(const uint8_t *a, const uint8_t *b, int64_t size)
{
    for (int64_t k = 0; k < size; k++)
        if (a[k] != b[k])
            return 0;
    return 1;
}

/* The number of a word, a new one where it was not known; -1 where there is no room left. */
int64_t word_of(Words *words, const uint8_t *text, int64_t size)
{
    uint32_t hash = hash_of(text, size);
    int64_t place = hash & words->mask;
    for (uint32_t found; (found = words->slot[place]) != 0; place = (place + 1) & words->mask) {
        int64_t k = found - 1;
        if (words->hash[k] == hash && words->at[k + 1] - words->at[k] == size &&
            same(words->arena + words->at[k], text, size))
            return k;
    }
    int64_t k = words->count, at = words->at[k];
    if (k >= words->room_words || at + size > words->room_bytes)
        return -1;
    for (int64_t b = 0; b < size; b++)
        words->arena[at + b] = text[b];
    words->hash[k] = hash;
    words->at[k + 1] = at + size;
    words->slot[place] = (uint32_t)(k + 1);
    words->count = k + 1;
    return k;
}

/* Fill a larger, empty table with the words there are. */
API void words_rehash(Words *words)
{
    for (int64_t k = 0; k < words->count; k++) {
        int64_t place = words->hash[k] & words->mask;
        while (words->slot[place])
            place = (place + 1) & words->mask;
        words->slot[place] = (uint32_t)(k + 1);
    }
}

/* Number the texts of rows from .. to; returns the row that did not fit, or `to`. */
API int64_t words_number(const Texts *texts, int64_t from, int64_t to, Words *words, int32_t *number)
{
    for (int64_t row = from; row < to; row++) {
        int64_t k = word_of(words, texts->data + texts->start[row], texts->end[row] - texts->start[row]);
        if (k < 0)
            return row;
        number[row] = (int32_t)k;
    }
    return to;
}
