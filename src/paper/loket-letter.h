/* SPDX-License-Identifier: EUPL-1.2 */
/* A letter to a citizen, as its parts: what it says, in the language of the letter.
 *
 * Made of a case and its standing by the rules of its procedure; written as a PDF by
 * loket_letter_write_pdf(), as text for a mail by loket_letter_to_text(). All texts are plain.
 * One owner; any thread. */
#pragma once

#include "loket-rules.h"
#include "loket-standing.h"

G_BEGIN_DECLS

typedef struct {
  char *kind;          /* letter kind of the shared words */
  char *language;
  char *title;         /* what this authority calls the letter, and the reference */
  char *author;        /* the authority's name */
  LoketDay date;
  char **letterhead;   /* lines; never NULL, like all lists here */
  char **addressee;    /* lines; empty for somebody anonymous */
  char *place_and_date;
  char **particulars;  /* reference, date of receipt, subject */
  char *salutation;
  char **paragraphs;
  char *closing;
  char **signature;    /* lines */
} LoketLetter;

LoketLetter *loket_letter_compose (LoketRules    *rules,
                                   LoketStanding *standing,
                                   const char    *kind,
                                   LoketDay       date,
                                   const char    *text,
                                   GError       **error);
void         loket_letter_free    (LoketLetter *self);

char        *loket_letter_to_text   (const LoketLetter *self);
GBytes      *loket_letter_to_pdf    (const LoketLetter *self, GError **error);
gboolean     loket_letter_write     (const LoketLetter *self, const char *path, GError **error);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketLetter, loket_letter_free)

G_END_DECLS
