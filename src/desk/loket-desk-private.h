/* SPDX-License-Identifier: EUPL-1.2 */
/* The desk from inside, for the files of this folder and for tests that bring their own parts. */
#pragma once

#include "loket-clock.h"
#include "loket-desk-folder.h"
#include "loket-desk.h"
#include "loket-log.h"
#include "loket-random.h"
#include "loket-replay.h"
#include "loket-replayer.h"
#include "loket-surroundings.h"
#include "loket-sync.h"

G_BEGIN_DECLS

/* Makes rules of the loket's kept bodies; (transfer full), NULL with an error. */
typedef LoketRules *(*LoketDeskRulesFunc) (GPtrArray *bodies, GError **error);

struct _LoketDesk {
  GObject parent_instance;

  LoketDeskFolder *folder;   /* (owned) */
  LoketStore *store;         /* (owned) */
  LoketLog *log;             /* (owned) (nullable): a desk that only reads writes none */
  LoketClock *clock;         /* (owned), unless a test brought it */
  LoketRandom *random;       /* (owned), unless a test brought it */
  gboolean owns_sources;     /* of clock and random */
  LoketTransport *transport; /* (owned) */
  LoketSync *sync;           /* (owned) */
  LoketRules *rules;         /* (owned) */
  LoketReplayer *replayer;   /* (owned) */
  LoketCaseList *list;       /* (owned) (nullable): made when it is asked for first */
  gboolean read_only;
  gboolean stepped;          /* a test does the work of the threads */
  LoketDeskRulesFunc make_rules;
  gboolean closed;
  gboolean watching;
  guint hold_s;              /* 0: nothing is held back */
  char *language;            /* (owned) (nullable): in which a note of the desk is written */
  LoketDay today_fixed;      /* LOKET_NO_DAY: the clock's */
  LoketDay today_told;       /* for which ::day-changed was last emitted */
  char *server;              /* (owned) */

  char *view;                /* (owned) (nullable): what the list shows */
  char *search;              /* (owned) (nullable) */
  gint64 counts[LOKET_N_VIEWS];
  gboolean counting;
  gboolean count_again;
  gboolean listing_pending;
  gboolean list_pending_again;
  gboolean to_replay;        /* cases came in since the last replay */
  gboolean reading_rules;    /* the loket's are on their way from the store */
  GPtrArray *pending;        /* (element-type LoketWorkItem): as last read */
  GHashTable *needs;         /* id of what waits: what is known of it from its case; see
                              * loket-desk-needs.c */
  GHashTable *looked_into;   /* case id: what its needs were found in */
  LoketDay looked_into_on;
  gboolean reading_needs;
  gboolean read_needs_again;
  GPtrArray *doing;          /* (element-type GTask): acts that are judged or kept, in order */
  GPtrArray *awaiting_transfers; /* (element-type GTask): runs whose documents still travel */
  GPtrArray *drafts;         /* (element-type LoketDraft): as they are now */
  GPtrArray *held_drafts;    /* keys of those that are becoming an act or a complaint */
  GPtrArray *unkept_drafts;  /* keys of those that the disk would not take */
  GPtrArray *undropped_drafts; /* keys of those that the disk would not drop */
  GPtrArray *agencies;       /* (element-type LoketAgency) */
  GPtrArray *organizations;  /* (element-type utf8): ids of all that the loket serves */

  LoketSyncState state;
  char *trouble_detail;      /* (owned) (nullable): behind state.error_detail */
  gboolean draft_not_kept;   /* any of the two */
  guint n_left[LOKET_N_PRESENCES]; /* cases that left, as last read */
  gboolean search_unchecked; /* the daily look could not look at the full-text index, */
  gint64 search_tried_us;    /* tried by the monotonic clock */
  gboolean cache_begun_anew; /* and not filled by a whole sync since */
  LoketMoment begun_anew_at;
  guint n_quarantined;       /* all that lie aside */
  gboolean counting_quarantine;
  gboolean count_quarantine_again;
  guint day_timer;
  guint minute_timer;
  guint border_timer;
  LoketMoment border;        /* the next moment at which a term in hours ends, or has a day left */
  guint minute_holds;        /* how many show a deadline that is under a day */
  LoketSurroundings *surroundings; /* (owned) (nullable): while it watches */
  gint64 network_asked_us;   /* monotonic: when its last change made us ask the loket */
};

/* What a test brings along; NULL members: the desk's own. */
typedef struct {
  LoketClock *clock;
  LoketRandom *random;
  LoketTransport *transport;
  gboolean stepped;
  const char *vfs;
  gsize piece_bytes; /* of documents; 0: as many as the contract has */
  LoketDeskRulesFunc make_rules; /* on one thread the same rules may serve many desks */
} LoketDeskParts;

LoketDesk *_loket_desk_open_with (const LoketDeskOptions *options, const LoketDeskParts *parts,
                                  GError **error);
gboolean   _loket_desk_step      (LoketDesk *self);

gboolean    _loket_desk_check_writable (LoketDesk *self, GTask *task);
char       *_loket_desk_build_log_path (LoketDesk *self);
GError     *_loket_desk_translate   (const GError *error);
LoketMoment _loket_desk_get_own_now (LoketDesk *self);
void        _loket_desk_get_viewer  (LoketDesk *self, const char *agency, LoketViewer *viewer);

/* What its case says of something that waits. */
typedef struct {
  char *case_id;
  char *subject;
  LoketDay needs_by; /* LOKET_NO_DAY: by no day */
} LoketNeed;

const LoketNeed *_loket_desk_find_need  (LoketDesk *self, const char *id);
GHashTable      *_loket_desk_needs_new  (void);
GHashTable      *_loket_desk_looked_into_new (void);
void             _loket_desk_take_needs (LoketDesk *self, GPtrArray *stored_cases);
void             _loket_desk_forget_needs (LoketDesk *self);
void             _loket_desk_tell_needs (LoketDesk *self);

void _loket_desk_after_work      (LoketDesk *self, const char *const *case_ids);
void _loket_desk_check_day       (LoketDesk *self);
LoketMoment _loket_desk_take_now (LoketDesk *self);
void _loket_desk_check_in_background (LoketDesk *self);
void _loket_desk_count           (LoketDesk *self);
void _loket_desk_project_case    (LoketDesk *self, const char *case_id, GTask *task);
GPtrArray *_loket_desk_list_unseen (const LoketWorkItem *item, const LoketAct *act, LoketCase *copy);
char *_loket_desk_find_draft_case (LoketDesk *self, const char *key);
void _loket_desk_forget_drafts   (LoketDesk *self, const char *case_id);
GPtrArray *_loket_desk_make_drafts (void);
void _loket_desk_keep_drafts_again (LoketDesk *self);
void _loket_desk_read_left       (LoketDesk *self);
const char *_loket_desk_choose_left_notice (LoketDesk *self);
void _loket_desk_hold_draft      (LoketDesk *self, const char *key);
void _loket_desk_release_draft   (LoketDesk *self, const char *key, gboolean done);
void _loket_desk_read_needs      (LoketDesk *self);
void _loket_desk_read_pending    (LoketDesk *self);
void _loket_desk_refresh         (LoketDesk *self, const char *const *case_ids);
void _loket_desk_start_care      (LoketDesk *self);
void _loket_desk_note_care       (LoketDesk *self, const char *code);
void _loket_desk_start_days      (LoketDesk *self);
void _loket_desk_stop_minutes    (LoketDesk *self);
void _loket_desk_arm_border      (LoketDesk *self, LoketMoment border);
void _loket_desk_stop_border     (LoketDesk *self);
void _loket_desk_take_document_limit (LoketDesk *self, GPtrArray *bodies);
void _loket_desk_connect_transfers (LoketDesk *self);
gboolean _loket_desk_await_transfers (LoketDesk *self, GTask *task);
void _loket_desk_end_transfers   (LoketDesk *self);
void _loket_desk_run_again       (LoketDesk *self, GTask *task);
void _loket_desk_sync_connect    (LoketDesk *self);
void _loket_desk_take_drafts     (LoketDesk *self, GPtrArray *drafts);
void _loket_desk_update_agencies (LoketDesk *self);
void _loket_desk_update_organizations (LoketDesk *self, GPtrArray *bodies);
void _loket_desk_update_state    (LoketDesk *self);

GPtrArray *_loket_desk_find_agencies (LoketDesk *self, LoketRules *rules);

gboolean _loket_desk_take_rules (LoketDesk *self, GPtrArray *bodies, GError **error);

LoketMoment _loket_desk_get_hold  (LoketDesk *self, const LoketCase *the_case, const LoketAct *act);
GError     *_loket_desk_judge_act (LoketDesk *self, LoketCase *the_case, GPtrArray *live,
                                   LoketAct *act);
GBytes     *_loket_desk_make_bytes (LoketDesk *self, LoketAct *act);

LoketDossier *_loket_desk_make_dossier (LoketDesk *self, const LoketStoredCase *stored);

G_END_DECLS
