/* How alike two names are: whole, or token by token, best agreement first. */
#include "padan.h"

enum { MISSING, SAME, SOUND, INITIALS, TYPO, SHORTER, PARTLY, DIFFERS };
enum { MOST = TOKENS_SCORED, JOINED = 240 };

static inline int length(const Book *book, int32_t token) { return (int)(book->at[token + 1] - book->at[token]); }

static int typing_error(const Book *book, int32_t left, int32_t right, int shortest)
{
    int limit = shortest >= 8 ? 2 : 1;
    return osa_within(book->text + book->at[left], length(book, left), book->text + book->at[right],
                      length(book, right), limit) <= limit;
}

/* 3 the same sound, 2 a typing error apart, 1 an initial of the other, 0 nothing. */
static int agreement(const Book *book, int32_t left, int32_t right)
{
    if (book->sound[left] == book->sound[right])
        return 3;
    int len_l = length(book, left), len_r = length(book, right), shortest = len_l < len_r ? len_l : len_r;
    int same_letter = book->text[book->at[left]] == book->text[book->at[right]];
    int apart = len_l < len_r ? len_r - len_l : len_l - len_r;
    if ((shortest >= 4 || (shortest == 3 && same_letter)) && apart <= 2 &&
        __builtin_popcount((unsigned)(book->bag[left] ^ book->bag[right])) <= 4 &&
        typing_error(book, left, right, shortest))
        return 2;
    return same_letter && shortest == 1 ? 1 : 0;
}

static int level_of(int full, int typo, int initial, int rest_l, int rest_r)
{
    int one_sided = rest_l == 0 || rest_r == 0, complete = rest_l == 0 && rest_r == 0, told = full + typo > 0;
    if (complete && full > 0 && typo == 0 && initial == 0)
        return SOUND;
    if (complete && typo > 0)
        return TYPO;
    if (complete && told && initial > 0)
        return INITIALS;
    if (one_sided && told)
        return SHORTER;
    if (one_sided && initial > 0)
        return INITIALS;
    return told ? PARTLY : DIFFERS;
}

static int align(const int32_t *left, int n, const int32_t *right, int m, const Book *book, double *bits)
{
    uint8_t grid[MOST][MOST], used_l[MOST] = {0}, used_r[MOST] = {0};
    int counts[4] = {0};
    for (int p = 0; p < n; p++)
        for (int q = 0; q < m; q++)
            grid[p][q] = (uint8_t)agreement(book, left[p], right[q]);
    for (int kind = 3; kind > 0; kind--)
        for (int p = 0; p < n; p++)
            for (int q = 0; q < m && !used_l[p]; q++) {
                if (grid[p][q] != kind || used_r[q])
                    continue;
                used_l[p] = used_r[q] = 1;
                counts[kind]++;
                double gain = book->bits[book->sound[left[p]]] - (kind == 2 ? book->loss_typo : 0.0);
                *bits += kind == 1 ? book->gain_initial : gain > 1.0 ? gain : 1.0;
            }
    return level_of(counts[3], counts[2], counts[1], n - counts[3] - counts[2] - counts[1],
                    m - counts[3] - counts[2] - counts[1]);
}

static int letters(const int32_t *token, int n, const Book *book)
{
    int sum = 0;
    for (int k = 0; k < n; k++)
        sum += length(book, token[k]);
    return sum;
}

static int joined(const int32_t *token, int n, const Book *book, uint8_t *text)
{
    int size = 0;
    for (int k = 0; k < n; k++) {
        int32_t canon = book->canon[token[k]];
        for (int64_t b = book->at[canon]; b < book->at[canon + 1] && size < JOINED; b++)
            text[size++] = book->text[b];
    }
    return size;
}

/* Names cut into tokens differently (NUR AINI, NURAINI) agree when read without spaces: 2 the same, 1 nearly. */
static int joined_alike(const int32_t *left, int n, const int32_t *right, int m, const Book *book)
{
    int apart = letters(left, n, book) - letters(right, m, book);
    if (apart > 2 || apart < -2)
        return 0;
    uint8_t a[JOINED], b[JOINED];
    int size_l = joined(left, n, book, a), size_r = joined(right, m, book, b);
    int longest = size_l > size_r ? size_l : size_r;
    int limit = (int)((1.0 - book->joined_alike) * longest + 1.0);
    int edits = osa_within(a, size_l, b, size_r, limit);
    if (edits > limit || 1.0 - (double)edits / longest < book->joined_alike)
        return 0;
    return edits ? 1 : 2;
}

static int same_tokens(const int32_t *left, int n, const int32_t *right, int m, const Book *book)
{
    if (n != m)
        return 0;
    uint8_t used[MOST] = {0};
    for (int p = 0; p < n; p++) {
        int q = 0;
        while (q < m && (used[q] || book->canon[left[p]] != book->canon[right[q]]))
            q++;
        if (q == m)
            return 0;
        used[q] = 1;
    }
    return 1;
}

/* The level of two rows' names, and the bits of evidence in what agrees. */
int8_t compare_two_names(const Side *x, const Row *l, const Side *y, const Row *r, const Book *book, double *bits)
{
    const int32_t *left = l->token, *right = r->token;
    int all_l = l->tokens, all_r = r->tokens;
    if (!all_l || !all_r)
        return MISSING;
    int n = all_l < MOST ? all_l : MOST, m = all_r < MOST ? all_r : MOST;
    if (l->name == r->name) {
        *bits = (all_l > 1 ? book->name_bits : book->single_bits)[l->name];
        if (same_tokens(left, n, right, m, book))
            return SAME;
        *bits -= book->loss_sound;
        return SOUND;
    }
    int level = align(left, n, right, m, book, bits);
    int whole = level >= SHORTER ? joined_alike(x->token + l->token_at, all_l, y->token + r->token_at, all_r, book) : 0;
    if (whole) {
        double least = book->cap_name - book->loss_typo;
        level = whole == 2 ? SOUND : TYPO;
        *bits = *bits > least ? *bits : least;
    }
    *bits = *bits < book->cap_name ? *bits : book->cap_name;
    if (level >= PARTLY)
        *bits = 0.0;
    return (int8_t)level;
}

/* Compare the names of pairs alone. */
API void compare_names(const Side *x, const int64_t *i, const Side *y, const int64_t *j, const Book *book, int64_t from,
                       int64_t to, int8_t *level)
{
    for (int64_t k = from; k < to; k++) {
        double bits = 0.0;
        level[k] = compare_two_names(x, x->row + i[k], y, y->row + j[k], book, &bits);
    }
}

/* Mark pairs whose names share a sound, or hold tokens of nearly the same letters; names unknown pass. */
API void names_touch(const Side *x, const int64_t *i, const Side *y, const int64_t *j, const Book *book, int64_t from,
                     int64_t to, uint8_t *touch)
{
    for (int64_t k = from; k < to; k++) {
        const int32_t *left = x->row[i[k]].token, *right = y->row[j[k]].token;
        int n = x->row[i[k]].tokens, m = y->row[j[k]].tokens;
        int found = !n || !m;
        for (int p = 0; p < n && p < MOST && !found; p++)
            for (int q = 0; q < m && q < MOST && !found; q++)
                found = book->sound[left[p]] == book->sound[right[q]] ||
                        (length(book, left[p]) >= 4 && length(book, right[q]) >= 4 &&
                         __builtin_popcount((unsigned)(book->bag[left[p]] ^ book->bag[right[q]])) <= 2);
        touch[k] = (uint8_t)found;
    }
}

/* Compare names letter by letter, all tokens in their order, spaces aside. kinds: the same, different, empty on the
 * left, empty on the right. */
API void names_state(const Side *x, const int64_t *i, const Side *y, const int64_t *j, const Book *book, int64_t from,
                     int64_t to, const int8_t *kinds, int8_t *state)
{
    const uint8_t *text = book->text;
    const int64_t *at = book->at;
    const int32_t *canon = book->canon, *token_l = x->token, *token_r = y->token;
    for (int64_t k = from; k < to; k++) {
        if (k + 8 < to)
            __builtin_prefetch(y->row + j[k + 8]);
        const Row *left = x->row + i[k], *right = y->row + j[k];
        uint32_t l = left->token_at, end_l = l + left->tokens, r = right->token_at, end_r = r + right->tokens;
        if (l == end_l || r == end_r) {
            state[k] = l == end_l && r == end_r ? kinds[0] : l == end_l ? kinds[2] : kinds[3];
            continue;
        }
        while (l < end_l && r < end_r && canon[token_l[l]] == canon[token_r[r]])
            l++, r++;
        int64_t p = l < end_l ? at[canon[token_l[l]]] : 0, q = r < end_r ? at[canon[token_r[r]]] : 0;
        int same = 1;
        while (same) {
            while (l < end_l && p == at[canon[token_l[l]] + 1])
                p = ++l < end_l ? at[canon[token_l[l]]] : 0;
            while (r < end_r && q == at[canon[token_r[r]] + 1])
                q = ++r < end_r ? at[canon[token_r[r]]] : 0;
            if (l == end_l || r == end_r)
                break;
            same = text[p++] == text[q++];
        }
        state[k] = same && l == end_l && r == end_r ? kinds[0] : kinds[1];
    }
}
