/* SPDX-License-Identifier: EUPL-1.2 */
/* The commands of loketctl. */
#pragma once

#include "loket-ctl.h"

G_BEGIN_DECLS

extern const LoketCtlCommand loket_ctl_init;
extern const LoketCtlCommand loket_ctl_sync;
extern const LoketCtlCommand loket_ctl_list;
extern const LoketCtlCommand loket_ctl_search;
extern const LoketCtlCommand loket_ctl_show;
extern const LoketCtlCommand loket_ctl_new;
extern const LoketCtlCommand loket_ctl_act;
extern const LoketCtlCommand loket_ctl_pending;
extern const LoketCtlCommand loket_ctl_left;
extern const LoketCtlCommand loket_ctl_log;
extern const LoketCtlCommand loket_ctl_record;
extern const LoketCtlCommand loket_ctl_conflicts;
extern const LoketCtlCommand loket_ctl_resolve;
extern const LoketCtlCommand loket_ctl_drafts;
extern const LoketCtlCommand loket_ctl_document;
extern const LoketCtlCommand loket_ctl_letter;
extern const LoketCtlCommand loket_ctl_verify;
extern const LoketCtlCommand loket_ctl_reset_cache;
extern const LoketCtlCommand loket_ctl_export_work;
extern const LoketCtlCommand loket_ctl_import_work;
extern const LoketCtlCommand loket_ctl_erase;
extern const LoketCtlCommand loket_ctl_calendar;
extern const LoketCtlCommand loket_ctl_procedures;
extern const LoketCtlCommand loket_ctl_deadlines;

G_END_DECLS
