/* SPDX-License-Identifier: EUPL-1.2 */
/* The table of commands: one command, one file. */
#include "config.h"

#include "loket-ctl-commands.h"

const LoketCtlCommand *const loket_ctl_commands[] = {
    &loket_ctl_init,
    &loket_ctl_sync,
    &loket_ctl_list,
    &loket_ctl_search,
    &loket_ctl_show,
    &loket_ctl_new,
    &loket_ctl_act,
    &loket_ctl_pending,
    &loket_ctl_conflicts,
    &loket_ctl_resolve,
    &loket_ctl_drafts,
    &loket_ctl_left,
    &loket_ctl_record,
    &loket_ctl_log,
    &loket_ctl_document,
    &loket_ctl_letter,
    &loket_ctl_verify,
    &loket_ctl_reset_cache,
    &loket_ctl_export_work,
    &loket_ctl_import_work,
    &loket_ctl_erase,
    &loket_ctl_calendar,
    &loket_ctl_procedures,
    &loket_ctl_deadlines,
    NULL,
};
