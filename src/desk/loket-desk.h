/* SPDX-License-Identifier: EUPL-1.2 */
/* What a person can do at the desk. Window and command line call this and nothing below it.
 *
 * Owns clock, rules, store, transport and sync. Main thread only. Signals:
 *   ::cases-changed (GStrv case_ids)  these cases look different now; NULL: all may
 *   ::counts-changed ()               the counts of the views
 *   ::sync-changed ()                 online or not, pending count, last sync, clock
 *   ::documents-changed (char *case_id)  documents of that case travel, or did
 *   ::day-changed ()                  a border of days was crossed: countdowns are to be shown anew
 *   ::agencies-changed ()             who we are, or the rules of our agencies, were read anew
 *   ::minute-changed ()               a border of minutes, while somebody holds the minutes
 */
#pragma once

#include <gio/gio.h>

#include "loket-brake.h"
#include "loket-case-list.h"
#include "loket-dossier.h"
#include "loket-rules.h"
#include "loket-store-cases.h"
#include "loket-store-work.h"
#include "loket-sync-report.h"

G_BEGIN_DECLS

#define LOKET_TYPE_DESK (loket_desk_get_type ())
G_DECLARE_FINAL_TYPE (LoketDesk, loket_desk, LOKET, DESK, GObject)

/**
 * LoketDeskError:
 * @LOKET_DESK_ERROR_NO_FOLDER: the desk folder does not exist or was never initialised
 * @LOKET_DESK_ERROR_IN_USE: another program works with this desk folder; the message says which
 * @LOKET_DESK_ERROR_NETWORK_FOLDER: the desk folder lies on a network file system
 * @LOKET_DESK_ERROR_NEWER_DATABASE: a newer Loket wrote these databases
 * @LOKET_DESK_ERROR_DISK: the disk is full or cannot be written
 * @LOKET_DESK_ERROR_DAMAGED: a database cannot be read
 * @LOKET_DESK_ERROR_NOT_FOUND: no such case, act or draft
 * @LOKET_DESK_ERROR_NOT_ALLOWED: the rules do not allow it; the message is the code of the reason
 *   (family `reason` of data/texts)
 * @LOKET_DESK_ERROR_ALREADY_TAKEN: the loket has it, or may have it: it can no longer be taken back
 * @LOKET_DESK_ERROR_NOTHING_TO_DECIDE: it waits to be sent, or is being sent
 * @LOKET_DESK_ERROR_INVALID: what was entered is not of the form of the contract; the message names
 *   the member
 * @LOKET_DESK_ERROR_DATA: the data files of the program are missing or damaged
 * @LOKET_DESK_ERROR_ADDRESS: the address of the server is not one that can be asked
 * @LOKET_DESK_ERROR_TIME_ZONE: the zone Europe/Brussels is missing (package tzdata)
 * @LOKET_DESK_ERROR_DEMO: the reference loket of the demo could not be started
 * @LOKET_DESK_ERROR_NAME_WITHHELD: a text for the service names the complainant, who does not want
 *   it; the message is what names him
 * @LOKET_DESK_ERROR_FILE: a person's file cannot be read, or not written
 * @LOKET_DESK_ERROR_FILE_EMPTY: a file without contents cannot be a document
 * @LOKET_DESK_ERROR_FILE_TOO_LARGE: more than the loket takes; nothing was sent
 * @LOKET_DESK_ERROR_DOCUMENT: the contents of a document cannot be had; the message is the code of
 *   the reason (family `reason` of data/texts)
 */
typedef enum {
  LOKET_DESK_ERROR_NO_FOLDER,
  LOKET_DESK_ERROR_IN_USE,
  LOKET_DESK_ERROR_NETWORK_FOLDER,
  LOKET_DESK_ERROR_NEWER_DATABASE,
  LOKET_DESK_ERROR_DISK,
  LOKET_DESK_ERROR_DAMAGED,
  LOKET_DESK_ERROR_NOT_FOUND,
  LOKET_DESK_ERROR_NOT_ALLOWED,
  LOKET_DESK_ERROR_ALREADY_TAKEN,
  LOKET_DESK_ERROR_NOTHING_TO_DECIDE,
  LOKET_DESK_ERROR_INVALID,
  LOKET_DESK_ERROR_DATA,
  LOKET_DESK_ERROR_ADDRESS,
  LOKET_DESK_ERROR_TIME_ZONE,
  LOKET_DESK_ERROR_DEMO,
  LOKET_DESK_ERROR_NAME_WITHHELD,
  LOKET_DESK_ERROR_FILE,
  LOKET_DESK_ERROR_FILE_EMPTY,
  LOKET_DESK_ERROR_FILE_TOO_LARGE,
  LOKET_DESK_ERROR_DOCUMENT,
} LoketDeskError;

#define LOKET_DESK_ERROR (loket_desk_error_quark ())
GQuark loket_desk_error_quark (void);

typedef struct {
  const char *folder;    /* (nullable): default $XDG_DATA_HOME/loket/default */
  LoketDay today;        /* LOKET_NO_DAY: the clock's; else moves only the `now` of replay */
  gboolean read_only;    /* open beside another program that owns the folder */
  const char *token_file; /* (nullable): else the one of desk.ini, else the secret service */
  const char *language;   /* (nullable): nl, fr, de or en: in which the loket should speak */
  guint hold_s;           /* so long an act whose effect cannot be undone can still be taken back before
                           * it is sent; 0: everything leaves at once */
  gboolean reset_cache;   /* begin with an empty cache.db, also where the old one is damaged; what
                           * is not yet sent stays */
} LoketDeskOptions;

LoketDesk *loket_desk_open  (const LoketDeskOptions *options, GError **error);
void       loket_desk_close (LoketDesk *self);
gboolean   loket_desk_init_folder (const char *folder, const char *server, const char *token_file,
                                   const char *ca_file, GError **error);

/* Who and where */
const char *loket_desk_get_folder  (LoketDesk *self);
const char *loket_desk_get_server  (LoketDesk *self);
LoketRules *loket_desk_get_rules   (LoketDesk *self);
LoketDay    loket_desk_get_today   (LoketDesk *self);
LoketMoment loket_desk_get_now     (LoketDesk *self);
void         loket_desk_hold_minutes    (LoketDesk *self);
void         loket_desk_release_minutes (LoketDesk *self);
const char *loket_desk_get_person  (LoketDesk *self);
const char *loket_desk_get_person_name (LoketDesk *self);
LoketRoles   loket_desk_get_roles       (LoketDesk *self, const char *agency);
gboolean    loket_desk_is_read_only  (LoketDesk *self);
/* (element-type LoketAgency): those of this account whose overlay is known; belongs to the desk */
GPtrArray  *loket_desk_list_agencies (LoketDesk *self);
GPtrArray  *loket_desk_list_organizations (LoketDesk *self);
/* Somebody to whom a case can be given, or for whom alone it is. */
typedef struct {
  char *id;
  char *name;
} LoketDeskPerson;

void        loket_desk_person_free  (LoketDeskPerson *self);
GPtrArray  *loket_desk_list_persons (LoketDesk *self, const LoketCase *the_case);
const char *loket_desk_persons_get_name (GPtrArray *persons, const char *id);

/* State of the line to the loket */
typedef struct {
  gboolean online;            /* the last attempt reached the loket */
  gboolean working;           /* a sync is under way */
  LoketMoment offline_since;  /* LOKET_NO_MOMENT while online */
  LoketMoment failing_since;  /* LOKET_NO_MOMENT: the last attempt went well */
  LoketMoment last_sync;      /* LOKET_NO_MOMENT: not in this run of the program */
  guint pending;              /* acts and new complaints not yet taken */
  guint refused;              /* of them: refused or in conflict, waiting for a person */
  guint quarantined;          /* items of the feed that could not be read */
  guint documents_not_sent;   /* documents that did not reach the loket, though it was tried */
  const char *documents_error; /* (nullable): code of a sentence of the same family: why the last of them
                               * did not */
  const char *error;          /* (nullable): code of a sentence (`error` family) for a person: why the
                               * last sync failed; where it did not, a notice (exit code 0): draftNotKept,
                               * workSalvaged, clockOff, actsRefused, itemsQuarantined, caseNoLongerOurs ... */
  const char *error_detail;   /* (nullable): the message behind it, for a log */
  const LoketBrake *brake;    /* (nullable): why nothing goes in or out until somebody looks; its kind is
                               * `error` too */
  gint64 clock_off_s;         /* our clock minus the loket's; 0 within two minutes */
  const LoketSalvage *salvage; /* (nullable): work.db was damaged and saved; told until it is
                               * acknowledged */
  gint64 received;            /* cases that came in with the last sync */
  gint64 sent;                /* acts taken with the last sync */
  int pending_days;           /* calendar days until the first day by which something that waits must
                               * reach the loket; 0: today, or it is late already; -1: nothing must */
  LoketDay pending_by;        /* that day; LOKET_NO_DAY */
  guint pending_due;          /* how many acts must reach it within five days */
  gboolean pending_decide;    /* it waits for a person's decision first, and the day is near */
  const char *pending_notice; /* (nullable): sendBefore, sendToday or sendLate: a connection is needed,
                               * and is not there; decideBefore, decideToday or decideLate: a person's
                               * decision is; loket_speech_say_pending() says it with the day */
} LoketSyncState;

const LoketSyncState *loket_desk_get_sync_state (LoketDesk *self);
void     loket_desk_sync_async  (LoketDesk *self, GCancellable *cancellable,
                                 GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_desk_sync_finish (LoketDesk *self, GAsyncResult *result, GError **error);
/* (nullable): what the last sync did, also in an earlier run of the program; until ::sync-changed */
const LoketSyncReport *loket_desk_get_report (LoketDesk *self);
/* (transfer full) (element-type JsonObject): lines of the log, oldest first: codes and numbers */
GPtrArray *loket_desk_read_log (LoketDesk *self);
/* Everything is fetched again, as a new generation; all work stays. */
void     loket_desk_resync_async  (LoketDesk *self, GCancellable *cancellable,
                                   GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_desk_resync_finish (LoketDesk *self, GAsyncResult *result, GError **error);
/* What a person says to the brake; a whole sync follows, and ends as loket_desk_sync_async() does. */
void     loket_desk_answer_brake_async  (LoketDesk *self, LoketBrakeAnswer answer,
                                         const LoketBrake *seen, GAsyncReadyCallback callback,
                                         gpointer user_data);
gboolean loket_desk_answer_brake_finish (LoketDesk *self, GAsyncResult *result, GError **error);
gboolean loket_desk_is_settled  (LoketDesk *self);
void     loket_desk_start_watching (LoketDesk *self);
void     loket_desk_stop_watching  (LoketDesk *self);

/* Lists: view is one of the shared words ("inbox" ... "all") */
LoketCaseList *loket_desk_get_case_list (LoketDesk *self);
void           loket_desk_show_view     (LoketDesk *self, const char *view, const char *search);
gint64         loket_desk_get_count     (LoketDesk *self, const char *view);
/* Without a screen: (element-type LoketCaseLine), (transfer full). @limit 0: all */
void           loket_desk_list_lines_async  (LoketDesk *self, const char *view, const char *search,
                                             guint limit, GAsyncReadyCallback callback,
                                             gpointer user_data);
GPtrArray     *loket_desk_list_lines_finish (LoketDesk *self, GAsyncResult *result, GError **error);
/* A bundle of equal cases: the one that leads, if it is here, and those linked to it as `partOf`;
 * @lead: its id, number or alias. Ends with loket_desk_list_lines_finish(). */
void           loket_desk_list_bundle_async (LoketDesk *self, const char *lead,
                                             GAsyncReadyCallback callback, gpointer user_data);

/* One case: its folded facts and acts, its standing now, what is pending of it */
void          loket_desk_load_dossier_async  (LoketDesk *self, const char *case_id_or_reference,
                                              GCancellable *cancellable,
                                              GAsyncReadyCallback callback, gpointer user_data);
LoketDossier *loket_desk_load_dossier_finish (LoketDesk *self, GAsyncResult *result, GError **error);
/* Number and subject, (transfer full); nothing is asked of the loket for it. */
void          loket_desk_name_case_async     (LoketDesk *self, const char *case_id,
                                              GAsyncReadyCallback callback, gpointer user_data);
char         *loket_desk_name_case_finish    (LoketDesk *self, GAsyncResult *result, GError **error);

/* Acts. A preview is replay with one act more; doing makes the same act and keeps it. */
LoketStanding  *loket_desk_preview_act  (LoketDesk *self, LoketDossier *dossier, const char *type,
                                         LoketDay occurred_on, JsonObject *payload,
                                         LoketPermission *permission);
void            loket_desk_do_act_async  (LoketDesk *self, LoketDossier *dossier, const char *type,
                                          LoketDay occurred_on, JsonObject *payload,
                                          const char *draft_key, GCancellable *cancellable,
                                          GAsyncReadyCallback callback, gpointer user_data);
LoketAct       *loket_desk_do_act_finish (LoketDesk *self, GAsyncResult *result, GError **error);
void            loket_desk_take_back_async  (LoketDesk *self, const char *act_id,
                                             GCancellable *cancellable,
                                             GAsyncReadyCallback callback, gpointer user_data);
gboolean        loket_desk_take_back_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* A new complaint: facts as the contract writes them, without id and reference, which are made here */
void          loket_desk_new_case_async  (LoketDesk *self, JsonObject *facts, const char *draft_key,
                                          GCancellable *cancellable, GAsyncReadyCallback callback,
                                          gpointer user_data);
LoketDossier *loket_desk_new_case_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* Possible duplicates while it is typed: (element-type LoketSimilarCase), (transfer full) */
void       loket_desk_find_similar_async  (LoketDesk *self, const LoketSimilarQuery *query,
                                           GCancellable *cancellable, GAsyncReadyCallback callback,
                                           gpointer user_data);
GPtrArray *loket_desk_find_similar_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/* Drafts: what is typed in a form, by key ("act:<case>:<type>", "case:new"). Saving never fails
 * silently: a draft that could not be kept is told by ::sync-changed and the state's error. */
void        loket_desk_save_draft  (LoketDesk *self, const char *key, JsonObject *fields);
JsonObject *loket_desk_load_draft  (LoketDesk *self, const char *key);
void        loket_desk_drop_draft  (LoketDesk *self, const char *key);
void        loket_desk_drop_draft_async  (LoketDesk *self, const char *key,
                                          GAsyncReadyCallback callback, gpointer user_data);
gboolean    loket_desk_drop_draft_finish (LoketDesk *self, GAsyncResult *result, GError **error);
/* (element-type LoketDraft), oldest first; belongs to the desk until the next change of a draft */
GPtrArray  *loket_desk_list_drafts (LoketDesk *self);
void        loket_desk_flush       (LoketDesk *self);

/* What is waiting: (element-type LoketPendingItem), oldest first */
typedef struct {
  char *kind;      /* "act" or "case" */
  char *id;
  char *case_id;
  char *reference;
  char *type;      /* act type, or "register" */
  char *state;     /* "waiting", "sending", "refused", "conflict" */
  char *reason;    /* (nullable): the loket's word where it was refused, or one of this desk */
  char *trouble;   /* (nullable): why its contents did not reach the loket at the last try: code of the
                    * family `error`; it is tried again by itself */
  char *subject;   /* (nullable): of the case */
  JsonObject *payload; /* (nullable): of the act, as it was written; NULL of a complaint, and where it
                        * cannot be read */
  LoketMoment made_at;
  LoketMoment hold_until; /* it can be taken back until then; LOKET_NO_MOMENT: not held (any more) */
  LoketDay occurred_on;   /* LOKET_NO_DAY where it cannot be read */
  guint tries;            /* 0: has not left; 1: leaves for the first time; more: nothing was answered */
  LoketDay needs_by;      /* the last day of the legal term that it ends, where it counts on the day on
                           * which the loket takes it; LOKET_NO_DAY: it needs no connection by a day */
} LoketPendingItem;

GPtrArray *loket_desk_list_pending (LoketDesk *self); /* (transfer full) */

/* Ends the hold of an act: it leaves now. */
void     loket_desk_send_now_async  (LoketDesk *self, const char *id, GAsyncReadyCallback callback,
                                     gpointer user_data);
gboolean loket_desk_send_now_finish (LoketDesk *self, GAsyncResult *result, GError **error);

/**
 * LoketResolution:
 * @LOKET_RESOLUTION_AGAIN: the same once more, as a new act on what is known now
 * @LOKET_RESOLUTION_ADAPT: it becomes a draft; not for a document
 * @LOKET_RESOLUTION_NOTE: it becomes a note that carries its text; not for a complaint or a document
 * @LOKET_RESOLUTION_DROP: it goes (a complaint with its acts); the audit keeps it
 */
typedef enum {
  LOKET_RESOLUTION_AGAIN,
  LOKET_RESOLUTION_ADAPT,
  LOKET_RESOLUTION_NOTE,
  LOKET_RESOLUTION_DROP,
} LoketResolution;

gboolean loket_resolution_from_string (const char *word, LoketResolution *resolution);

/* What a person decides about something refused or in conflict. */
void     loket_desk_resolve_async  (LoketDesk *self, const char *id, LoketResolution resolution,
                                    GAsyncReadyCallback callback, gpointer user_data);
gboolean loket_desk_resolve_finish (LoketDesk *self, GAsyncResult *result, char **draft_key,
                                    GError **error);
char    *loket_desk_resolve_dup_act_id (GAsyncResult *result);

/* Window state, kept in desk.ini */
char *loket_desk_get_state (LoketDesk *self, const char *key);
void  loket_desk_set_state (LoketDesk *self, const char *key, const char *value);

G_END_DECLS
