/* Orders and groups of whole numbers: stable radix sort, distinct numbers, best of a group. */
#include "padan.h"

/* Sort codes with their places, stably; `codes2`, `places2` and `count` (2048) are work space. Digits of 11 bits that do
 * not vary are passed over. Returns 0 where the result lies in codes and places, 1 where in the work space. */
API int sort_codes(uint64_t *codes, int32_t *places, uint64_t *codes2, int32_t *places2, int64_t *count, int64_t n)
{
    uint64_t all = 0, none = ~UINT64_C(0);
    int sorted = 1;
    for (int64_t k = 0; k < n; k++) {
        all |= codes[k], none &= codes[k];
        sorted &= k == 0 || codes[k - 1] <= codes[k];
    }
    if (sorted)
        return 0;
    uint64_t vary = all ^ none;
    int turned = 0;
    for (int shift = 0; shift < 64; shift += 11) {
        if (!((vary >> shift) & 2047))
            continue;
        for (int d = 0; d < 2048; d++)
            count[d] = 0;
        for (int64_t k = 0; k < n; k++)
            count[(codes[k] >> shift) & 2047]++;
        int64_t at = 0;
        for (int d = 0; d < 2048; d++) {
            int64_t size = count[d];
            count[d] = at;
            at += size;
        }
        for (int64_t k = 0; k < n; k++) {
            int64_t to = count[(codes[k] >> shift) & 2047]++;
            codes2[to] = codes[k];
            places2[to] = places[k];
        }
        uint64_t *c = codes;
        codes = codes2, codes2 = c;
        int32_t *p = places;
        places = places2, places2 = p;
        turned = !turned;
    }
    return turned;
}

/* Number distinct keys from 1 in the order of their first appearance; 0 stays 0. `slot` is a table of mask + 1 zeros,
 * `known` keeps the keys by number (known[0] unused). Returns the highest number so far. */
API int64_t number_keys(const int64_t *key, int64_t n, uint32_t *slot, int64_t mask, int64_t *known, int64_t count,
                        int32_t *number)
{
    for (int64_t k = 0; k < n; k++) {
        if (k + 16 < n)
            __builtin_prefetch(slot + (mix((uint64_t)key[k + 16]) & (uint64_t)mask));
        if (!key[k]) {
            number[k] = 0;
            continue;
        }
        uint64_t place = mix((uint64_t)key[k]) & (uint64_t)mask;
        while (slot[place] && known[slot[place]] != key[k])
            place = (place + 1) & (uint64_t)mask;
        if (!slot[place]) {
            known[++count] = key[k];
            slot[place] = (uint32_t)count;
        }
        number[k] = (int32_t)slot[place];
    }
    return count;
}

/* The best and the second best total of each row; a tie gives the same figure twice. best and second hold the
 * lowest figure before. */
API void best_two(const int64_t *row, const int64_t *total, int64_t n, int64_t *best, int64_t *second)
{
    for (int64_t k = 0; k < n; k++) {
        int64_t r = row[k], t = total[k];
        if (t > best[r])
            second[r] = best[r], best[r] = t;
        else if (t > second[r])
            second[r] = t;
    }
}

/* Keep of each run of equal codes the first place with the least rank (ranks[place]); returns their number. */
API int64_t least_of_runs(const uint64_t *codes, const int32_t *places, int64_t n, const int64_t *ranks, int32_t *kept)
{
    int64_t found = 0;
    for (int64_t k = 0; k < n;) {
        int32_t best = places[k];
        uint64_t code = codes[k];
        for (k++; k < n && codes[k] == code; k++)
            if (ranks[places[k]] < ranks[best])
                best = places[k];
        kept[found++] = best;
    }
    return found;
}

/* Unite sorted codes: one of each, their keys combined. Returns how many are left. */
API int64_t unite_codes(uint64_t *codes, const int32_t *places, int64_t n, const int32_t *keys, int32_t *united)
{
    int64_t found = 0;
    for (int64_t k = 0; k < n; k++) {
        if (found && codes[found - 1] == codes[k])
            united[found - 1] |= keys[places[k]];
        else {
            codes[found] = codes[k];
            united[found++] = keys[places[k]];
        }
    }
    return found;
}

/* Merge two lists of codes in order, each code once in a list, their keys combined. Returns how many there are. */
API int64_t merge_codes(const uint64_t *one, const int32_t *keys_one, int64_t n, const uint64_t *other,
                        const int32_t *keys_other, int64_t m, uint64_t *codes, int32_t *keys)
{
    int64_t a = 0, b = 0, found = 0;
    while (a < n || b < m) {
        int take_a = a < n && (b == m || one[a] <= other[b]), take_b = b < m && (a == n || other[b] <= one[a]);
        codes[found] = take_a ? one[a] : other[b];
        keys[found++] = (take_a ? keys_one[a] : 0) | (take_b ? keys_other[b] : 0);
        a += take_a, b += take_b;
    }
    return found;
}

/* The place of each row's best pair: the highest total, then the lowest `other`; -1 before for none. */
API void best_places(const int64_t *row, const int32_t *total, const int64_t *other, const int64_t *places, int64_t n,
                     int64_t *best)
{
    for (int64_t k = 0; k < n; k++) {
        int64_t place = places[k], r = row[place], now = best[r];
        if (now < 0 || total[place] > total[now] || (total[place] == total[now] && other[place] < other[now]))
            best[r] = place;
    }
}
