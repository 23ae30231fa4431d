/* Lines of text for digests: the pairs table as `row_a,row_b,class,side,score,rule`. */
#include "padan.h"

static uint8_t *put_number(uint8_t *to, int64_t value)
{
    uint8_t digits[20];
    int n = 0;
    uint64_t rest = value < 0 ? (uint64_t)0 - (uint64_t)value : (uint64_t)value;
    if (value < 0)
        *to++ = '-';
    do
        digits[n++] = (uint8_t)('0' + rest % 10);
    while (rest /= 10);
    while (n)
        *to++ = digits[--n];
    return to;
}

static uint8_t *put_word(uint8_t *to, const Texts *book, int32_t word)
{
    for (int64_t k = book->start[word]; k < book->end[word]; k++)
        *to++ = book->data[k];
    return to;
}

/* Write the lines of pairs from .. to; `room` bytes are enough for every line by the caller's reckoning. Returns the
 * bytes written. */
API int64_t pair_lines(const int64_t *row_a, const int64_t *row_b, const int32_t *class, const int32_t *side,
                       const int64_t *score, const int32_t *rule, const Texts *classes, const Texts *sides,
                       const Texts *rules, int64_t from, int64_t to, uint8_t *out)
{
    uint8_t *at = out;
    for (int64_t k = from; k < to; k++) {
        at = put_number(at, row_a[k]);
        *at++ = ',';
        at = put_number(at, row_b[k]);
        *at++ = ',';
        at = put_word(at, classes, class[k]);
        *at++ = ',';
        at = put_word(at, sides, side[k]);
        *at++ = ',';
        at = put_number(at, score[k]);
        *at++ = ',';
        at = put_word(at, rules, rule[k]);
        *at++ = '\n';
    }
    return at - out;
}
