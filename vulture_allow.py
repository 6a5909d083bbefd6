# ruff: noqa: B018, F821, SLF001
"""Names that only a framework reads; what templates and settings read is found by tools/unused.py."""

# django: settings, models, handlers of errors, upload handlers, middleware
_.default_auto_field
_.USERNAME_FIELD
_.REQUIRED_FIELDS
_.handler400
_.handler403
_.handler404
_.handler500
_.application
_.process_view
_.new_file
_.receive_data_chunk
_.raw_data
_.file_complete
_.upload_interrupted
_.file_size
_.render_to_response
_.get_success_url
_.form_invalid

# django writes the person of a foreign key by this name
_.published_by_id
_.taken_by_id
_.withdrawn_by_id
_.answered_by_id
_.done_by_id
_.taken_out_by_id
_.sent_by_id
_.used_by_id

# django-allauth: what its adapters are asked
_.is_open_for_signup
_.is_reauthentication_required
_.send_mail
_.generate_authenticator_name
_.pre_social_login
_.get_connect_redirect_url
_.on_authentication_error
_.complete_login
_.email_addresses
_.extra_data
_.client_class
_.get_redirect_url
_.parse_token
_.get_requests_session
_.oauth2_adapter_class
_.max_redirects  # requests
_.SOCIALACCOUNT_PROVIDERS
_.template_prefix
_.email
_.app

# zipfile writes it at the end of a bundle
_.comment

# html.parser and http.server call these
_.handle_startendtag
_.handle_data
_.log_message
_.do_GET

# pydantic runs these after it has read a section of the settings
_._names_agree
_._one_process_on_sqlite
_._stamps_can_be_checked
_._is_whole

# read by the structure tests, or by the templates that they seed
_.is_writing
_.by_name

# content that people read in its files, or that a later release will act on
_.repeatable
_.starts
_.stops
_.excludes
_.conflict
_.may_pause
_.currency
_.holidays_source
_.SIGNING

# tests: settings that a fixture changes, what Django's mail asks of a backend, fixtures used by name
_.EMAIL_BACKEND
_.PASSWORD_HASHERS
_.SESSION_COOKIE_SECURE
_.ALLAUTH_TRUSTED_PROXY_COUNT
_.send_messages
_.work_factor
Hangs
LightScrypt
_a_mail_server
_own_folder_for_temporary_files
_no_tries_yet
_signals_as_they_were

# JSON of papers: fields that are written only, named in docs/formats.md
_.paid_when
_.paying
_.crypto_asset
_.transaction_hash
_.gift_card
_.schema
_.report_reference
_.is_crime_number
_.not_known
_.other_reference

# a path converter of django, a pattern of babel, a thread of the standard library, columns and facts read by name
_.regex
_.to_python
_.to_url
_.frac_prec
_.daemon_threads
_.do_POST
_.closed_by_id
_.clicked

# fixtures that pytest puts in place by themselves
_own_folder
_world
_a_keyring_of_its_own
_a_mailbox
_a_mail_server_and_a_witness
_police
_a_force
_.lifted_by_id
_.put_back_by_id
_.ended_by_id
lowered_by
added_by
_.undone_by_id
_.settled_by_id
named_by
verbose_name_plural
_.cancelled_by_id

# the layout of shim.c, a way to cut that is walked as one of all, what Hypothesis calls
_.main_pid
_.MEANWHILE
_.teardown

# previews: settings of the libraries that read pictures, and a fixture and settings of their tests
_.MAX_IMAGE_PIXELS
_.DEFAULT_MAX_THREADS
_.external_attr
_.ALLOWED_HOSTS
_files_host

# what a stateful model of Hypothesis calls by itself
_.what_was_acknowledged_is_there
no_such_file
_.urlconf

# what a manifest of a backup says to people
_.opened_size

# when a rate of the criteria was read, for whoever sets the next
_.as_of

# who passed somebody on to a support service, for whoever reads the row in the journal
_.referred_by
