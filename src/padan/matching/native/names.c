/* Written names into tokens, titles apart: the same decisions as domain.names.split_name, for whole columns.
 * What a token is (kinds, parts) comes from the caller, who asks the rule set once for each distinct one. */
#include "padan.h"

enum { AFTER_COMMA = 1 << 30, FRONT = 1, BACK = 2 };
enum { SHORT = 1, USABLE = 2 };

static inline uint8_t upper(uint8_t c) { return c >= 'a' && c <= 'z' ? (uint8_t)(c - 32) : c; }
static inline int is_space(uint8_t c) { return c == ' ' || c == '\t' || c == '\n' || c == '\r'; }

/* Cut rows into raw tokens (upper case, apostrophes gone), numbered in `words`; AFTER_COMMA marks those that
 * follow a comma. Bytes above 127 are taken as they are: the caller has put such rows in upper case.
 * row_end[row] is the number of codes up to and including the row. Returns the row that found no room. */
API int64_t names_split(const Texts *texts, int64_t from, int64_t to, Words *words, int32_t *codes, int64_t *row_end)
{
    uint8_t token[1024];
    int64_t used = from ? row_end[from - 1] : 0;
    for (int64_t row = from; row < to; row++) {
        const uint8_t *p = texts->data + texts->start[row], *end = texts->data + texts->end[row];
        int64_t begun = used;
        int32_t after = 0;
        while (p < end) {
            int size = 0;
            while (p < end && !is_space(*p) && *p != ',') {
                if (*p != '\'' && *p != '`' && size < (int)sizeof token)
                    token[size++] = upper(*p);
                p++;
            }
            if (size) {
                int64_t code = word_of(words, token, size);
                if (code < 0) {
                    (void)begun;
                    return row;
                }
                codes[used++] = (int32_t)code | after;
            }
            if (p < end && *p == ',')
                after = AFTER_COMMA;
            p++;
        }
        row_end[row] = used;
    }
    return to;
}

/* What the caller knows of each distinct raw token. */
typedef struct {
    const uint8_t *kind;       /* FRONT, BACK */
    const uint8_t *flag;       /* SHORT, USABLE */
    const int64_t *part_start; /* count + 1 */
    const int32_t *part;       /* token numbers of the book */
    const int32_t *opening;    /* by token number: what it is when it opens a name of several tokens */
    const uint8_t *raw;        /* the raw tokens' text, at raw_at[code] */
    const int64_t *raw_at;
} Kinds;

enum { MOST = 256 };

static int usable_tokens(const Kinds *kinds, const int32_t *codes, int64_t from, int64_t to, int32_t *some)
{
    int n = 0;
    for (int64_t k = from; k < to && n < MOST; k++)
        if (kinds->flag[codes[k] & ~AFTER_COMMA] & USABLE)
            some[n++] = codes[k];
    return n;
}

/* Mark which raw tokens belong to the name itself; titles stand before, behind or after a comma. */
static void places(const Kinds *kinds, const int32_t *some, int n, uint8_t *inside)
{
    int has_plain = 0;
    for (int k = 0; k < n; k++)
        has_plain |= !(some[k] & AFTER_COMMA) && !(kinds->kind[some[k]] & FRONT);
    int first = n, leading = has_plain;
    for (int k = 0; k < n; k++) {
        int32_t code = some[k] & ~AFTER_COMMA;
        int after = (some[k] & AFTER_COMMA) != 0;
        leading = leading && !after && (kinds->kind[code] & FRONT);
        if (!leading && first == n)
            first = k;
        int behind = after && (kinds->kind[code] || (kinds->flag[code] & SHORT));
        inside[k] = !leading && !behind;
    }
    for (int k = n - 1; k >= 0; k--) {
        int32_t code = some[k] & ~AFTER_COMMA;
        int after = (some[k] & AFTER_COMMA) != 0;
        int behind = after && (kinds->kind[code] || (kinds->flag[code] & SHORT));
        if (!behind && !(kinds->kind[code] & BACK))
            break; /* the last token of the body: no title stands before it from here on */
        if (k != first)
            inside[k] = 0;
    }
}

static int64_t title_of(const Kinds *kinds, const int32_t *some, const uint8_t *inside, int n, Words *titles)
{
    uint8_t text[1024];
    int64_t size = 0;
    for (int k = 0; k < n; k++) {
        if (inside[k])
            continue;
        int32_t code = some[k] & ~AFTER_COMMA;
        if (size && size < (int64_t)sizeof text)
            text[size++] = ' ';
        for (int64_t b = kinds->raw_at[code]; b < kinds->raw_at[code + 1] && size < (int64_t)sizeof text; b++)
            text[size++] = kinds->raw[b];
    }
    return size ? word_of(titles, text, size) + 1 : 0;
}

/* Lay out the tokens of rows from .. to: start[row + 1] is where the row's tokens end in `token`, title[row] the
 * number of its titles' text plus 1 (0: none). Returns the row whose titles found no room, or `to`. */
API int64_t names_lay(const Kinds *kinds, const int32_t *codes, const int64_t *row_end, int64_t from, int64_t to,
                      Words *titles, int64_t *start, int32_t *token, int32_t *title)
{
    int32_t some[MOST];
    uint8_t inside[MOST];
    for (int64_t row = from; row < to; row++) {
        int n = usable_tokens(kinds, codes, row ? row_end[row - 1] : 0, row_end[row], some);
        places(kinds, some, n, inside);
        int whole = 1;
        for (int k = 0; k < n; k++)
            whole &= inside[k];
        int64_t found = whole ? 0 : title_of(kinds, some, inside, n, titles);
        if (!whole && found == 0)
            return row;
        title[row] = (int32_t)found;
        int64_t at = start[row], parts = 0;
        for (int k = 0; k < n; k++) {
            if (!inside[k])
                continue;
            int32_t code = some[k] & ~AFTER_COMMA;
            for (int64_t p = kinds->part_start[code]; p < kinds->part_start[code + 1]; p++, parts++)
                if (parts < LONGEST_NAME)
                    token[at + parts] = kinds->part[p];
        }
        if (parts > 1)
            token[at] = kinds->opening[token[at]];
        start[row + 1] = at + (parts < LONGEST_NAME ? parts : LONGEST_NAME);
    }
    return to;
}

static void sort_small(int32_t *values, int n)
{
    for (int i = 1; i < n; i++) {
        int32_t value = values[i];
        int j = i;
        for (; j > 0 && values[j - 1] > value; j--)
            values[j] = values[j - 1];
        values[j] = value;
    }
}

/* Enter the names of rows from .. to, and mix the sorted sounds of each one's scored tokens into a key, equal for names
 * of the same sounds in any order; 0 for no name. */
API void names_enter(const int64_t *start, const int32_t *token, const int32_t *sound, int64_t from, int64_t to, Row *row,
                     int64_t *key)
{
    for (int64_t k = from; k < to; k++) {
        int32_t sounds[TOKENS_SCORED] = {0};
        int64_t n = start[k + 1] - start[k];
        row[k].token_at = (uint32_t)start[k];
        row[k].tokens = (uint8_t)n;
        for (int t = 0; t < n && t < TOKENS_SCORED; t++) {
            row[k].token[t] = token[start[k] + t];
            sounds[t] = sound[token[start[k] + t]];
        }
        sort_small(sounds, TOKENS_SCORED);
        uint64_t mixed = 0;
        for (int t = 0; t < TOKENS_SCORED; t++)
            mixed = (mixed * UINT64_C(0x9E3779B97F4A7C15)) ^
                    ((uint64_t)sounds[t] * UINT64_C(0xC2B2AE3D27D4EB4F) + (mixed >> 29));
        key[k] = n ? (int64_t)(mixed >> 2) : 0;
    }
}

/* Fold each word's spelling: the pairs of `from` and `to` in their order, I before a vowel as Y, doubled letters
 * as one, a last H dropped from words of more than three letters. folded[k] ends at end[k]. */
API void words_fold(const uint8_t *text, const int64_t *at, int64_t count, const Texts *old, const Texts *new,
                    int64_t pairs, uint8_t *folded, int64_t *end)
{
    uint8_t one[512], two[1024];
    int64_t used = 0;
    for (int64_t k = 0; k < count; k++) {
        int n = 0;
        for (int64_t b = at[k]; b < at[k + 1] && n < 256; b++)
            one[n++] = text[b];
        for (int64_t p = 0; n > 1 && p < pairs; p++) {
            int size = (int)(old->end[p] - old->start[p]), fresh = (int)(new->end[p] - new->start[p]), m = 0;
            const uint8_t *seek = old->data + old->start[p], *put = new->data + new->start[p];
            for (int i = 0; i < n;) {
                int s = 0;
                while (s < size && i + s < n && one[i + s] == seek[s])
                    s++;
                if (s == size) {
                    for (int f = 0; f < fresh && m < 500; f++)
                        two[m++] = put[f];
                    i += size;
                } else if (m < 500)
                    two[m++] = one[i++];
                else
                    i++;
            }
            for (int i = 0; i < m; i++)
                one[i] = two[i];
            n = m;
        }
        int m = 0;
        for (int i = 0; i < n; i++) {
            uint8_t c = one[i], next = i + 1 < n ? one[i + 1] : 0;
            if (n > 1 && c == 'I' && (next == 'A' || next == 'U' || next == 'E' || next == 'O'))
                c = 'Y';
            if (n == 1 || !m || two[m - 1] != c)
                two[m++] = c;
        }
        if (m > 3 && two[m - 1] == 'H')
            m--;
        for (int i = 0; i < m; i++)
            folded[used++] = two[i];
        end[k] = used;
    }
}
