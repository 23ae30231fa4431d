/* What the loops share. They are freestanding C11: no allocation, no library, no input or output, no state.
 * No function keeps more than a page on the stack: Windows would want a library's help to grow it further.
 * Every array belongs to the caller (native/__init__.py and its neighbours); sizes are in elements. */
#ifndef PADAN_H
#define PADAN_H

#include <stddef.h>
#include <stdint.h>

#if defined(_WIN32)
#define API __declspec(dllexport)
#else
#define API __attribute__((visibility("default")))
#endif

#define LIKELY(x) __builtin_expect(!!(x), 1)
#define UNLIKELY(x) __builtin_expect(!!(x), 0)

/* Texts of n rows: row k is data[start[k] .. end[k]). */
typedef struct {
    const uint8_t *data;
    const int64_t *start;
    const int64_t *end;
} Texts;

/* Distinct byte strings, numbered in the order of their first appearance: word k is arena[at[k] .. at[k+1]).
 * `slot` is an open hash table of number + 1, `mask` its size less one. */
typedef struct {
    uint32_t *slot;
    uint32_t *hash;
    int64_t *at;
    uint8_t *arena;
    int64_t mask;
    int64_t count;
    int64_t room_words;
    int64_t room_bytes;
} Words;

enum { TOKENS_SCORED = 6, LONGEST_NAME = 24 };

/* Who one row may be, in one cache line; 0 stands for "none" everywhere. */
typedef struct {
    int64_t nip;
    int64_t nik;
    int32_t birth;     /* yyyymmdd */
    int32_t name;      /* the number of the whole name: the same sounds in any order */
    uint32_t token_at; /* where the row's name tokens begin in Side.token */
    uint8_t tokens;    /* how many there are */
    uint8_t nip_size;
    uint8_t nik_size;
    uint8_t flag; /* bits below */
    int8_t sex;
    uint8_t reserved[7];
    int32_t token[TOKENS_SCORED]; /* the first of them */
} Row;

/* One register's identities. */
typedef struct {
    int64_t n;
    const Row *row;
    const int64_t *lama;
    const int32_t *token;
} Side;

enum { NIP_TRUST = 1, NIK_TRUST = 2, ROUNDED = 4, PPPK = 8, NIP_FULL = 16, NIK_FULL = 32 };
/* The token book: token k is text[at[k] .. at[k+1]), upper-case letters; token 0 is "no token". */
typedef struct {
    const uint8_t *text;
    const int64_t *at;
    const int32_t *canon;
    const int32_t *sound;
    const int32_t *bag;
    const double *bits;        /* by sound */
    const double *name_bits;   /* by whole name of several tokens */
    const double *single_bits; /* by whole name of one token */
    double cap_name, loss_sound, loss_typo, gain_initial, joined_alike;
} Book;

static inline uint64_t mix(uint64_t x)
{
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    x ^= x >> 32;
    x *= UINT64_C(0xd6e8feb86659fd93);
    return x ^ (x >> 32);
}

int osa_within(const uint8_t *a, int la, const uint8_t *b, int lb, int limit);
int64_t word_of(Words *words, const uint8_t *text, int64_t size);

#endif
