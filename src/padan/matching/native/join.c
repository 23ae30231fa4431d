/* Equal keys of two columns as pairs of places. Keys are numbers; 0 is no key. */
#include "padan.h"

enum { AHEAD = 32 };

/* Chains of equal (and colliding) keys: head[hash] and next[place] hold place + 1, places ascending. */
typedef struct {
    const int64_t *key;
    int64_t n;
    uint32_t *head;
    uint32_t *next;
    int64_t mask;
} Index;

/* Enter every key; `head` is all zero before. */
API void index_keys(Index *index)
{
    for (int64_t from = (index->n - 1) / AHEAD * AHEAD; from >= 0; from -= AHEAD) {
        int64_t to = from + AHEAD < index->n ? from + AHEAD : index->n;
        uint64_t slot[AHEAD];
        for (int64_t k = from; k < to; k++) {
            slot[k - from] = mix((uint64_t)index->key[k]) & (uint64_t)index->mask;
            __builtin_prefetch(index->head + slot[k - from], 1);
        }
        for (int64_t k = to - 1; k >= from; k--) {
            if (!index->key[k])
                continue;
            index->next[k] = index->head[slot[k - from]];
            index->head[slot[k - from]] = (uint32_t)(k + 1);
        }
    }
}

/* Find for each key of from .. to the first equal place of the index (+ 1, 0: none), and count in `asked` how many
 * keys found each place. Several threads may count at once. */
API void find_keys(const Index *index, const int64_t *key, int64_t from, int64_t to, uint32_t *first, uint32_t *asked)
{
    for (int64_t at = from; at < to; at += AHEAD) {
        int64_t end = at + AHEAD < to ? at + AHEAD : to;
        uint32_t place[AHEAD];
        for (int64_t k = at; k < end; k++)
            __builtin_prefetch(index->head + (mix((uint64_t)key[k]) & (uint64_t)index->mask));
        for (int64_t k = at; k < end; k++) {
            place[k - at] = key[k] ? index->head[mix((uint64_t)key[k]) & (uint64_t)index->mask] : 0;
            if (place[k - at]) {
                __builtin_prefetch(index->key + place[k - at] - 1);
                __builtin_prefetch(index->next + place[k - at] - 1);
            }
        }
        for (int64_t k = at; k < end; k++) {
            uint32_t p = place[k - at];
            while (p && index->key[p - 1] != key[k])
                p = index->next[p - 1];
            first[k] = p;
            if (p)
                __atomic_fetch_add(asked + p - 1, 1, __ATOMIC_RELAXED);
        }
    }
}

/* Write the pairs of keys from .. to as places; a key that more than `most` places of a side share gives none.
 * `later` keeps only pairs whose place in the index lies behind the key's own (one register with itself). With
 * i == NULL the pairs are only counted. Returns their number. */
API int64_t pair_keys(const Index *index, const int64_t *key, int64_t from, int64_t to, const uint32_t *first,
                      const uint32_t *asked, int64_t most, int later, int32_t *i, int32_t *j)
{
    int64_t n = 0;
    for (int64_t k = from; k < to; k++) {
        if (k + 8 < to && first[k + 8])
            __builtin_prefetch(index->next + first[k + 8] - 1);
        uint32_t p = first[k];
        if (!p || asked[p - 1] > most)
            continue;
        int64_t size = 0, begun = n;
        for (; p; p = index->next[p - 1]) {
            if (index->key[p - 1] != key[k])
                continue;
            if (++size > most)
                break;
            if (later && (int64_t)p - 1 <= k)
                continue;
            if (i)
                i[n] = (int32_t)k, j[n] = (int32_t)(p - 1);
            n++;
        }
        if (size > most)
            n = begun;
    }
    return n;
}

/* Each number with one digit left out, every place in turn, and the number itself: numbers one edit or one
 * transposition apart share an entry. 19 entries a number. */
API void deletions(const int64_t *number, int64_t n, int64_t *entry)
{
    for (int64_t row = 0; row < n; row++, entry += 19) {
        int64_t power = 1, value = number[row];
        entry[0] = value;
        for (int place = 0; place < 18; place++, power *= 10)
            entry[place + 1] = value >= power ? value / (power * 10) * power + value % power : 0;
    }
}

static int64_t born(const Row *row)
{
    return row->birth > 0 ? row->birth : row->nip >= 100000000000000000 ? row->nip / 10000000000 : 0;
}

/* Day and month exchanged; 0 where that gives no other date. */
static int64_t exchanged(int64_t birth)
{
    int64_t other = birth / 10000 * 10000 + birth % 100 * 100 + birth / 100 % 100;
    return birth % 100 <= 12 && other != birth ? other : 0;
}

/* The birth date (stated, else the one in the NIP) of chosen rows, in either order of day and month; 0 for none. */
API void births(const Side *side, const int64_t *rows, int64_t n, int turned, int64_t *birth)
{
    for (int64_t k = 0; k < n; k++) {
        int64_t found = born(side->row + rows[k]);
        birth[k] = turned && found ? exchanged(found) : found;
    }
}

/* A key of birth date and sound for each scored token of chosen rows, and the row of each. Returns their number. */
API int64_t birth_sounds(const Side *side, const int64_t *rows, int64_t n, int turned, const int32_t *sound, int64_t *key,
                         int64_t *of)
{
    int64_t found = 0;
    for (int64_t k = 0; k < n; k++) {
        const Row *row = side->row + rows[k];
        int64_t birth = born(row);
        birth = turned && birth ? exchanged(birth) : birth;
        for (int t = 0; birth && t < row->tokens && t < TOKENS_SCORED; t++) {
            key[found] = (birth << 30) + sound[row->token[t]];
            of[found++] = rows[k];
        }
    }
    return found;
}
