/* SPDX-License-Identifier: EUPL-1.2 */
/* The inside of the loket, and one call as the parts that answer it see it. */
#pragma once

#include "loket-central.h"
#include "loket-ledger-documents.h"
#include "loket-linked.h"
#include "loket-paths.h"

struct _LoketCentral {
  LoketRules *rules;       /* (owned) */
  LoketClock *clock;       /* not owned: outlives the loket */
  LoketRandom *random;     /* not owned */
  LoketLedger *ledger;     /* (owned) */
  LoketCallers *callers;   /* (owned) */
  LoketRefBodies *ref_bodies;
  GHashTable *tags;        /* person's id -> LoketRefData, made when they are first asked for */
  guint acts_max;          /* in one answer */
  int days_moved;          /* from the clock's day to the one taken for today */
  LoketCentralChangedFunc changed;
  gpointer changed_data;
};

typedef struct {
  LoketCentral *central;
  LoketRequest *request;
  LoketPath *path;           /* (owned) */
  const LoketPerson *person; /* who calls; NULL where nobody needs to be known */
  gboolean may_wait;
  guint wait_ms;             /* (out) with no response: how long to wait at most */
} LoketCall;

/* Each gives (transfer full) a response. */
typedef LoketResponse *(*LoketCallFunc) (LoketCall *call);

LoketResponse *_loket_call_get_health         (LoketCall *call);
LoketResponse *_loket_call_get_me             (LoketCall *call);
LoketResponse *_loket_call_get_procedure      (LoketCall *call);
LoketResponse *_loket_call_get_calendars      (LoketCall *call);
LoketResponse *_loket_call_get_organizations  (LoketCall *call);
LoketResponse *_loket_call_get_changes        (LoketCall *call); /* NULL: wait */
LoketResponse *_loket_call_get_case           (LoketCall *call);
LoketResponse *_loket_call_get_acts           (LoketCall *call);
LoketResponse *_loket_call_get_act            (LoketCall *call);
LoketResponse *_loket_call_get_public_status  (LoketCall *call);
LoketResponse *_loket_call_put_case           (LoketCall *call);
LoketResponse *_loket_call_put_act            (LoketCall *call);
LoketResponse *_loket_call_get_content        (LoketCall *call);
LoketResponse *_loket_call_create_upload      (LoketCall *call);
LoketResponse *_loket_call_head_upload        (LoketCall *call);
LoketResponse *_loket_call_patch_upload       (LoketCall *call);
LoketResponse *_loket_call_delete_upload      (LoketCall *call);
LoketResponse *_loket_call_upload_options     (LoketCall *call);

/* Shared by them: loket-call.c */
LoketResponse *_loket_call_refuse       (LoketProblemKind kind, const char *detail);
LoketResponse *_loket_call_refuse_input (const char *issue, const char *in, const char *name,
                                         const char *detail);
LoketResponse *_loket_call_fail         (GError *error);
LoketResponse *_loket_call_reply        (guint status, JsonObject *json);
LoketResponse *_loket_call_reply_tagged (LoketCall *call, GBytes *body, const char *etag);
LoketResponse *_loket_call_check_query  (LoketCall *call, const char *const *known);
gboolean       _loket_call_read_number  (LoketCall *call, const char *name, gint64 least,
                                         gint64 most, gint64 *number, LoketResponse **refusal);
LoketResponse *_loket_call_check_body   (LoketCall *call);
LoketResponse *_loket_call_check_id     (const char *name, const char *id);
LoketRecord   *_loket_call_find_case    (LoketCall *call, LoketResponse **refusal);
gboolean       _loket_call_may_see      (LoketCall *call, const LoketRecord *record);
const LoketRefData *_loket_call_get_ref_data (LoketCall *call);
LoketRecord   *_loket_call_find_case_of (LoketCall *call, const char *case_id,
                                         LoketResponse **refusal);
gboolean       _loket_call_look_for_document (LoketCall *call, const char *document_id,
                                              LoketDocumentRecord **found, GError **error);
LoketDocumentRecord *_loket_call_find_document (LoketCall *call, LoketResponse **refusal);
LoketResponse *_loket_call_check_contents (LoketCall *call, const LoketRecord *record,
                                           JsonObject *body);
void           _loket_central_changed   (LoketCentral *self);
