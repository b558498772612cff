/* SPDX-License-Identifier: EUPL-1.2 */
/* A case (dossier): the facts with which a complaint came in, and the acts done since.
 *
 * A plain, counted value; once built it is not changed, so any thread may read it. The facts are
 * those of the day of filing: loket_case_with_corrections() gives them as the `correct` acts left
 * them. `json` keeps every member, also those of a newer loket. */
#pragma once

#include "loket-act.h"
#include "loket-party.h"

G_BEGIN_DECLS

/* Versions count what the loket took: one beyond this is a fault, and would make whoever keeps it deaf
 * to what comes later. */
#define LOKET_CASE_VERSION_MAX G_MAXINT32

typedef struct {
  char *grievance_id;
  char *text;
  gboolean main; /* hoofdklachtpunt: the case's own mark follows it */
} LoketGrievance;

typedef struct {
  char *document_id;
  char *name;
  char *media_type; /* (nullable) */
  gint64 size_bytes;
  char *sha256;     /* (nullable): of its contents, base 16 */
  char *kind;       /* (nullable): a code */
  LoketDay added_on; /* LOKET_NO_DAY where unknown */
} LoketDocument;

typedef struct {
  char *case_id;            /* UUID */
  char *reference;          /* dossiernummer; a provisional one until the loket has taken it */
  char **aliases;           /* other references that stay valid; never NULL */
  char *agency;
  char *procedure_id;
  char *procedure_version;
  LoketDay received_on;     /* datum van ontvangst: by the authority; terms count from it */
  LoketMoment received_at;  /* LOKET_NO_MOMENT where unknown */
  LoketDay registered_on;
  GPtrArray *complainants;  /* (element-type LoketParty); may be empty: anonymous */
  LoketParty *representative; /* (nullable) */
  LoketParty *service;      /* (nullable): betrokken dienst */
  char *subject;
  char *facts;
  GPtrArray *grievances;    /* (element-type LoketGrievance) */
  GPtrArray *documents;     /* (element-type LoketDocument) */
  char **demand_kinds;
  char **carriers;
  char **channels;
  char *filing_language;    /* nl, fr, de or another ISO 639-1 code */
  LoketVia answer_channel;
  char *assignee;           /* (nullable): id of a person */
  gboolean offline_permitted; /* FALSE: lives in memory only */
  gint64 version;           /* 0: not yet known to the loket */
  GPtrArray *acts;          /* (element-type LoketAct): in the order of seq */
  JsonObject *json;         /* all of it as it was read */

  /*< private >*/
  gatomicrefcount ref_count;
} LoketCase;

LoketCase *loket_case_from_json (JsonObject *json, GError **error);
LoketCase *loket_case_ref       (LoketCase *self);
void       loket_case_unref     (LoketCase *self);
LoketAct  *loket_case_find_act  (const LoketCase *self, const char *act_id);
gint64     loket_case_get_last_seq (const LoketCase *self);
gboolean   loket_case_is_partial   (const LoketCase *self);

LoketCase *loket_case_with_corrections (LoketCase *self, GPtrArray *corrections, GError **error);
LoketCase *loket_case_with_documents   (LoketCase *self, GPtrArray *documents);
gboolean   loket_case_is_fact          (const char *member);
JsonNode  *loket_case_get_fact         (const LoketCase *self, const char *field);

char      *loket_case_make_provisional_reference (const char *case_id);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketCase, loket_case_unref)

G_END_DECLS
