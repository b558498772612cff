/* SPDX-License-Identifier: EUPL-1.2 */
/* The paths of the contract: built by the desk, taken apart by the loket, in one place.
 *
 * Paths begin with a slash and follow the base address as it is. What a builder gives is
 * percent-encoded; what the parser gives is decoded. */
#pragma once

#include <glib.h>

G_BEGIN_DECLS

typedef enum {
  LOKET_PATH_UNKNOWN,
  LOKET_PATH_HEALTH,           /* /health */
  LOKET_PATH_ME,               /* /me */
  LOKET_PATH_CHANGES,          /* /changes */
  LOKET_PATH_CASE,             /* /cases/{id} */
  LOKET_PATH_ACTS,             /* /cases/{id}/acts */
  LOKET_PATH_ACT,              /* /cases/{id}/acts/{sub_id} */
  LOKET_PATH_PUBLIC_STATUS,    /* /cases/{id}/publicStatus */
  LOKET_PATH_DOCUMENTS,        /* /documents */
  LOKET_PATH_DOCUMENT,         /* /documents/{id} */
  LOKET_PATH_DOCUMENT_CONTENT, /* /documents/{id}/content */
  LOKET_PATH_PROCEDURE,        /* /refData/procedures/{id}/{sub_id} */
  LOKET_PATH_CALENDARS,        /* /refData/calendars */
  LOKET_PATH_ORGANIZATIONS,    /* /refData/organizations */
} LoketPathKind;

typedef struct {
  LoketPathKind kind;
  char *id;     /* (nullable): of the case, document or procedure */
  char *sub_id; /* (nullable): of the act; the procedure's version */
} LoketPath;

LoketPath *loket_path_parse (const char *path);
void       loket_path_free  (LoketPath *self);

const char *loket_path_get_fixed          (LoketPathKind kind);
char       *loket_path_make_case          (const char *case_id);
char       *loket_path_make_acts          (const char *case_id);
char       *loket_path_make_act           (const char *case_id, const char *act_id);
char       *loket_path_make_public_status (const char *case_id);
char       *loket_path_make_document      (const char *document_id);
char       *loket_path_make_content       (const char *document_id);
char       *loket_path_make_procedure     (const char *procedure_id, const char *version);

G_DEFINE_AUTOPTR_CLEANUP_FUNC (LoketPath, loket_path_free)

G_END_DECLS
