/* How alike the identities of two rows are: levels of agreement, weights, and conflicts, pair by pair. The numbers
 * of the levels are those of matching.levels and matching.name_levels; matching.md, steps 3 to 5. */
#include "padan.h"

enum { NIP_MISSING, NIP_SAME, NIP_ROUNDED, NIP_TYPO, NIP_NEAR, NIP_LOOSE, NIP_LAMA, NIP_DIFFERS };
enum { NIK_MISSING, NIK_SAME, NIK_TYPO, NIK_NEAR, NIK_DIFFERS };
enum { BIRTH_MISSING, BIRTH_SAME, BIRTH_SWAPPED, BIRTH_NEAR, BIRTH_DIFFERS };
enum { SEX_MISSING, SEX_SAME, SEX_DIFFERS };
enum { MISSING, SAME, SOUND, INITIALS, TYPO, SHORTER, PARTLY, DIFFERS };
enum { AHEAD = 12 };
enum { NIP_OTHER_PERSON = 1, NAME_OTHER = 2, PPPK_CHANGED = 4, TWO_NUMBERS = 8, TWIN_LIKE = 16 };

static int number_edits(int64_t left, int size_l, int64_t right, int size_r, int limit)
{
    uint8_t a[20], b[20];
    for (int k = size_l - 1; k >= 0; k--, left /= 10)
        a[k] = (uint8_t)('0' + left % 10);
    for (int k = size_r - 1; k >= 0; k--, right /= 10)
        b[k] = (uint8_t)('0' + right % 10);
    return osa_within(a, size_l, b, size_r, limit);
}

static int8_t nip_level(const Row *x, const Row *y, int64_t lama_l, int64_t lama_r)
{
    int64_t left = x->nip, right = y->nip;
    int both = left > 0 && right > 0, rounded = (x->flag | y->flag) & ROUNDED, level = NIP_MISSING;
    if (both && rounded && left / 1000 == right / 1000)
        level = NIP_ROUNDED;
    else if (both && left == right)
        level = rounded ? NIP_MISSING : NIP_SAME;
    else if (both) {
        int trusted = x->flag & y->flag & NIP_TRUST;
        int edits = number_edits(left, x->nip_size, right, y->nip_size, trusted ? 1 : 3);
        level = trusted ? (edits <= 1 ? NIP_NEAR : NIP_DIFFERS)
                        : (edits <= 1 ? NIP_TYPO : edits <= 3 ? NIP_LOOSE : NIP_DIFFERS);
    }
    if (lama_l > 0 && lama_l == lama_r && level != NIP_SAME)
        level = NIP_LAMA;
    if (level == NIP_MISSING && lama_l > 0 && lama_r > 0)
        level = NIP_DIFFERS;
    return (int8_t)level;
}

static int8_t nik_level(const Row *x, const Row *y)
{
    int64_t left = x->nik, right = y->nik;
    if (left <= 0 || right <= 0)
        return NIK_MISSING;
    if (left == right)
        return NIK_SAME;
    if (number_edits(left, x->nik_size, right, y->nik_size, 1) > 1)
        return NIK_DIFFERS;
    return x->flag & y->flag & NIK_TRUST ? NIK_NEAR : NIK_TYPO;
}

static int8_t birth_level(int32_t left, int32_t right)
{
    if (left <= 0 || right <= 0)
        return BIRTH_MISSING;
    if (left == right)
        return BIRTH_SAME;
    if (left / 10000 == right / 10000 && left / 100 % 100 == right % 100 && right / 100 % 100 == left % 100)
        return BIRTH_SWAPPED;
    int differ = 0, crossed = 0, before_l = -1, before_r = -1;
    for (int k = 0; k < 8; k++, left /= 10, right /= 10) {
        int l = left % 10, r = right % 10;
        differ += l != r;
        crossed |= l != r && before_l != before_r && l == before_r && r == before_l;
        before_l = l, before_r = r;
    }
    return differ == 1 || (differ == 2 && crossed) ? BIRTH_NEAR : BIRTH_DIFFERS;
}

static int8_t sex_level(int8_t left, int8_t right)
{
    return left > 0 && right > 0 ? (left == right ? SEX_SAME : SEX_DIFFERS) : SEX_MISSING;
}

int8_t compare_two_names(const Side *x, const Row *l, const Side *y, const Row *r, const Book *book, double *bits);

/* Compare pairs from .. to of rows i and j; `rarity` is the weight of an agreeing name in hundredths of a bit. */
API void compare_pairs(const Side *x, const int64_t *i, const Side *y, const int64_t *j, const Book *book, int64_t from,
                       int64_t to, int8_t *nip, int8_t *nik, int8_t *name, int8_t *birth, int8_t *sex, int32_t *rarity)
{
    for (int64_t k = from; k < to; k++) {
        if (k + AHEAD < to)
            __builtin_prefetch(y->row + j[k + AHEAD]);
        double bits = 0.0;
        const Row *l = x->row + i[k], *r = y->row + j[k];
        name[k] = compare_two_names(x, l, y, r, book, &bits);
        rarity[k] = (int32_t)__builtin_rint(bits * 100.0);
        nip[k] = nip_level(l, r, x->lama[i[k]], y->lama[j[k]]);
        nik[k] = nik_level(l, r);
        birth[k] = birth_level(l->birth, r->birth);
        sex[k] = sex_level(l->sex, r->sex);
    }
}

/* The weights of one model in hundredths of a bit, by level. */
typedef struct {
    const int32_t *name, *birth, *sex, *nip_given, *nip_free, *nik_given, *nik_free;
    int32_t prior;
} Weights;

/* Evidence that conflicts; an equal NIK outweighs all but nothing else does. */
static int8_t conflict_of(const Row *x, const Row *y, int64_t lama_l, int64_t lama_r, int nip, int nik, int name, int birth)
{
    if (nik == NIK_SAME)
        return 0;
    int other_name = name == DIFFERS, unlike = other_name || name == PARTLY;
    int nip_same = nip == NIP_SAME || nip == NIP_LAMA, both = x->flag & y->flag, trusted = both & NIP_TRUST;
    int conflict = 0;
    if (nip_same && unlike && birth == BIRTH_DIFFERS)
        conflict |= NIP_OTHER_PERSON;
    if (other_name)
        conflict |= NAME_OTHER;
    if ((both & PPPK) && trusted && !nip_same && x->nip / 1000000 != y->nip / 1000000 &&
        x->nip / 10000000000 == y->nip / 10000000000)
        conflict |= PPPK_CHANGED;
    if (nip == NIP_DIFFERS && (trusted || (lama_l > 0 && lama_r > 0 && lama_l != lama_r)))
        conflict |= TWO_NUMBERS;
    int told = nip_same || nip == NIP_TYPO || nip == NIP_ROUNDED || nik == NIK_TYPO;
    int born_alike = nik == NIK_NEAR && x->nik / 10000 == y->nik / 10000;
    if ((unlike || name == TYPO) && (nip == NIP_NEAR || born_alike) && !told)
        conflict |= TWIN_LIKE;
    return (int8_t)conflict;
}

/* Sum prior and weights (identifiers by the table that fits the birth dates' agreement) and find conflicts. */
API void weigh_pairs(const Side *x, const int64_t *i, const Side *y, const int64_t *j, const Weights *w, int64_t from,
                     int64_t to, const int8_t *nip, const int8_t *nik, const int8_t *name, const int8_t *birth,
                     const int8_t *sex, const int32_t *rarity, int32_t *total, int8_t *conflict)
{
    for (int64_t k = from; k < to; k++) {
        int given = birth[k] == BIRTH_SAME, named = name[k] > MISSING && name[k] < PARTLY;
        total[k] = w->prior + w->name[name[k]] + (named ? rarity[k] : 0) + w->birth[birth[k]] + w->sex[sex[k]] +
                   (given ? w->nip_given : w->nip_free)[nip[k]] + (given ? w->nik_given : w->nik_free)[nik[k]];
        if (k + AHEAD < to)
            __builtin_prefetch(y->row + j[k + AHEAD]);
        conflict[k] = conflict_of(x->row + i[k], y->row + j[k], x->lama[i[k]], y->lama[j[k]], nip[k], nik[k], name[k],
                                  birth[k]);
    }
}
