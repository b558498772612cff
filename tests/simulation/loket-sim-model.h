/* SPDX-License-Identifier: EUPL-1.2 */
/* What people know: what each typed, where it was told to be kept, what was shown as taken; and what
 * the loket has, read from its ledger.
 *
 * Every text that is typed is a sentence of its own, so that it can be found wherever it is. */
#pragma once

#include <json-glib/json-glib.h>

#include "loket-sim-template.h"

G_BEGIN_DECLS

/* Where a text may be. After a crash it may be in one of several; whoever finds it narrows it. */
typedef enum {
  SIM_PLACE_DRAFT = 1 << 0,
  SIM_PLACE_OUT = 1 << 1,     /* in the outbox, or in the loket */
  SIM_PLACE_AUDIT = 1 << 2,   /* taken back, or dropped by a person */
  SIM_PLACE_NOWHERE = 1 << 3, /* nobody was told that it is kept */
  SIM_PLACE_ERASED = 1 << 4,  /* the case was erased: nothing is asked any more */
} SimPlaces;

typedef struct {
  char *token;
  guint desk;
  char *key;       /* (nullable): of the draft */
  char *case_id;   /* (nullable) */
  gboolean is_case;
  const char *member; /* in which it stands */
  char *sha256;    /* (nullable): of the document whose name it is */
  gboolean shared; /* other documents have the same contents */
  gboolean carried; /* to another desk of the same person, who may do it there as well */
  gboolean salvaged; /* work.db was saved since: then rather twice than not at all */
  gboolean may_be_sent; /* it came from an older copy of work.db, and a person decided about it */
  gboolean dropped;    /* the draft: it may stay until the disk takes it that it is gone */
  gboolean taken_back; /* surely not sent: it must never arrive */
  guint places;
  guint done;          /* in which order it was done; 0: not yet */
  gboolean lost;       /* the loket had it, and was put back to a time before */
  gboolean held;       /* ... and its author's desk has shown it since */
  gboolean came_back;  /* ... so it is to be decided about at all desks of its author */
  gboolean decided;    /* a person decided about it after it was refused: it is another act now */
  gint64 seen_version; /* of the case, when its author looked; -1: unknown */
  gint64 held_until_ms; /* it must not leave before */
} SimTyped;

/* What a desk has shown as taken. */
typedef struct {
  GHashTable *cases; /* case id -> SimSeenCase */
} SimSeen;

typedef struct {
  gint64 version;
  gint64 length;
  GHashTable *acts;  /* ids */
  GHashTable *anew;  /* ids of those that were seen again since the cache is filled anew */
  gboolean here;     /* and ours, at the last look */
  guint64 projected; /* of what the projection was last compared */
} SimSeenCase;

typedef struct {
  GPtrArray *typed;    /* (element-type SimTyped) */
  GHashTable *hidden;  /* ids of cases that were withdrawn or closed to some, ever */
  GHashTable *restricted; /* ids of those of them that a person closed: each leaves by itself */
  GHashTable *erased;  /* ids of cases */
  GHashTable *acts;    /* ids of acts (and cases) in the loket -> text (nullable) */
  GHashTable *texts;   /* text -> how often the loket has it */
  GHashTable *lost;    /* ids that it had, before it was put back: to which time that was */
  GHashTable *promised; /* ids that the loket has confirmed -> case id */
  GHashTable *values;   /* "case field" -> what a correction left; of a case with an annulment none */
  guint n_done;
  gint64 last_act, last_case; /* rows of the ledger that were read */
} SimModel;

SimModel *sim_model_new  (void);
void      sim_model_free (SimModel *self);

SimTyped *sim_model_add_typed  (SimModel *self, guint64 salt, guint desk);
SimTyped *sim_model_find_draft (SimModel *self, guint desk, const char *key);
gboolean  sim_model_is_in_loket (SimModel *self, const char *id);
void      sim_model_read_loket (SimWorld *world);
void      sim_world_check_attached (SimWorld *world, const char *case_id,
                                    JsonObject *payload);
void      sim_model_forget_loket (SimModel *self);
void      sim_model_note_salvage (SimModel *self, guint desk);
void      sim_model_check_leaving (SimWorld *world, guint desk, const char *body);
gboolean  sim_text_is_in (const char *body, const char *member, const char *token);

void         sim_seen_init  (SimSeen *self);
void         sim_seen_clear (SimSeen *self);
SimSeenCase *sim_seen_get   (SimSeen *self, const char *case_id);
void         sim_seen_forget_anew (SimSeen *self);

/* Checks: each tells the world what is wrong. */
void sim_check_step  (SimWorld *world);
void sim_check_quiet (SimWorld *world);

G_END_DECLS
