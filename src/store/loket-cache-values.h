/* SPDX-License-Identifier: EUPL-1.2 */
/* What cache.db tells: the state of the feed, what a page did, lines of a list. Plain values. */
#pragma once

#include "loket-codes.h"
#include "loket-day.h"
#include "loket-ref-data.h"

G_BEGIN_DECLS

typedef enum {
  LOKET_PRESENCE_HERE,
  LOKET_PRESENCE_WITHDRAWN, /* no longer ours; kept because of unsent work */
  LOKET_PRESENCE_GONE,      /* did not come again with a full resync: to be asked about */
  LOKET_PRESENCE_ERASED,    /* only told of, by loket_left_list(): nothing of it is here */
  LOKET_N_PRESENCES,
} LoketPresence;

const char   *loket_presence_to_string   (LoketPresence presence);
LoketPresence loket_presence_from_string (const char *code);

/* Where the feed was left. */
typedef struct {
  char *cursor;       /* (nullable): NULL: from the beginning */
  gint64 generation;  /* counts full resyncs */
  gboolean resyncing; /* a generation is under way: finish it at the end of the feed */
  char *realm;        /* (nullable): as pinned */
  gint epoch;         /* of cache.db: a page that was asked for before it was begun anew is refused */
  char **to_fetch;    /* (nullable): ids of cases that did not fit into a page and are not here yet */
} LoketFeedState;

void loket_feed_state_free (LoketFeedState *self);

/* What a page did. One transaction: all of it with its cursor, or nothing. */
typedef struct {
  char *next;             /* the cursor that is now stored */
  guint n_items;          /* in the page; 0: the end of the feed */
  guint n_received;       /* cases that came new or changed */
  guint n_withdrawn;      /* items that say so, also of cases that were not here */
  guint n_erased;
  guint n_quarantined;    /* items that could not be read: kept aside, the cursor goes on */
  char **changed;         /* ids of the cases that look different now */
  char **to_fetch;        /* ids of cases that did not fit into the page: GET, then apply_case */
  char **to_project;      /* of `changed`: cases with rows in work.db: replay and project them */
  LoketRefData *ref_data; /* (nullable) */
} LoketPageResult;

void loket_page_result_free (LoketPageResult *self);

/* Rules, calendars, directory, me: a body by its path of the contract. */
typedef struct {
  char *path;
  char *etag; /* (nullable) */
  GBytes *body;
} LoketKeptBody;

/* Where a row of a view is found: cheap enough to hold 100,000 of them. */
typedef struct {
  gint64 id;   /* of the row */
  guint64 key; /* of the case: loket_list_entry_key() of its id */
} LoketListEntry;

guint64 loket_list_entry_key (const char *case_id);

/* One row of a view. */
typedef struct {
  gint64 id;
  char *case_id;      /* of a draft without a case: its key */
  char *reference;
  char *subject;
  char *person;
  LoketStep step;
  char *clock;        /* (nullable): code of the leading clock */
  LoketClockState state; /* running or overdue, at the moment of asking; NO_TERM without a clock */
  LoketDay last_day;
  LoketDay due;
  LoketDay work_by;
  LoketMoment due_at; /* LOKET_NO_MOMENT: a term in days */
  LoketUrgency urgency;
  gboolean pending;   /* something of it is not taken yet */
  LoketPresence presence;
} LoketCaseLine;

void loket_case_line_free (LoketCaseLine *self);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketFeedState, loket_feed_state_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPageResult, loket_page_result_free)
G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCaseLine, loket_case_line_free)

G_END_DECLS
