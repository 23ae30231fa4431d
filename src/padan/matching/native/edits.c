/* Edit distances: insertions, deletions, substitutions and transpositions of neighbours, no part edited twice
 * (optimal string alignment). */
#include "padan.h"

enum { LONGEST = 240 };

/* The distance of two texts, or limit + 1 where it is greater. Texts longer than LONGEST are told apart by
 * equality alone: no name is that long. */
int osa_within(const uint8_t *a, int la, const uint8_t *b, int lb, int limit)
{
    while (la > 0 && lb > 0 && *a == *b)
        a++, b++, la--, lb--;
    while (la > 0 && lb > 0 && a[la - 1] == b[lb - 1])
        la--, lb--;
    if (la == 0 || lb == 0)
        return la + lb <= limit ? la + lb : limit + 1;
    if (la - lb > limit || lb - la > limit || la > LONGEST || lb > LONGEST)
        return limit + 1;
    int16_t rows[3][LONGEST + 1];
    int16_t *before = rows[0], *last = rows[1], *now = rows[2];
    int16_t far = (int16_t)(limit + 1);
    for (int j = 0; j <= lb; j++)
        last[j] = before[j] = (int16_t)j;
    for (int i = 1; i <= la; i++) {
        /* Only places at most `limit` off the diagonal can lead to the end within the limit. */
        int from = i > limit ? i - limit : 1, to = i + limit < lb ? i + limit : lb, least = far;
        now[from - 1] = from == 1 ? (int16_t)i : far;
        if (from == 1 && i < far)
            least = i;
        if (to < lb)
            now[to + 1] = far;
        for (int j = from; j <= to; j++) {
            int best = last[j - 1] + (a[i - 1] != b[j - 1]);
            if (last[j] + 1 < best)
                best = last[j] + 1;
            if (now[j - 1] + 1 < best)
                best = now[j - 1] + 1;
            if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1] && before[j - 2] + 1 < best)
                best = before[j - 2] + 1;
            now[j] = (int16_t)best;
            if (best < least)
                least = best;
        }
        if (least > limit)
            return limit + 1;
        int16_t *turn = before;
        before = last, last = now, now = turn;
    }
    return last[lb] <= limit ? last[lb] : limit + 1;
}
