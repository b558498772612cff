/* SPDX-License-Identifier: EUPL-1.2 */
/* What the files of the application share. */
#pragma once

#include "loket-application.h"
#include "loket-demo.h"
#include "loket-session.h"
#include "loket-welcome-window.h"

G_BEGIN_DECLS

struct _LoketApplication {
  AdwApplication parent_instance;

  /* Options */
  gboolean demo_wanted;
  char *agency;      /* (nullable) */
  char *folder;      /* (nullable) */
  char *token_file;  /* (nullable) */
  LoketDay today;    /* LOKET_NO_DAY: the clock's */

  LoketSpeech *speech;     /* (owned) (nullable): the language of the screen */
  LoketSession *session;   /* (owned) (nullable): once a desk is open */
  LoketDemo *demo;         /* (owned) (nullable) */
  GSettings *settings;     /* (owned) (nullable): taste; NULL where the schema is not installed */
};

void _loket_application_add_options     (LoketApplication *self);
int  _loket_application_read_options    (LoketApplication *self, GVariantDict *options);
void _loket_application_install_actions (LoketApplication *self);
void _loket_application_start           (LoketApplication *self);
void _loket_application_open_agency     (LoketApplication *self, const char *agency);
void _loket_application_close_desk      (LoketApplication *self);

G_END_DECLS
