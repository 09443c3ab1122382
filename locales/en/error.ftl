## Errors: one sentence that says what happened, one that says what to do.
## error-input-not-found gives the stable code input.not_found that programs read; do not change it.

error-heading = Error
error-detail = Detail

error-usage-unknown-argument = There is no option "{ $argument }". Add --help to see the options of this command.
error-usage-unknown-argument-similar = There is no option "{ $argument }". Did you mean "{ $suggestion }"?
error-usage-unknown-command = There is no command "{ $command }". Type thuchu --help to see the commands.
error-usage-unknown-command-similar = There is no command "{ $command }". Did you mean "{ $suggestion }"?
error-usage-missing = { $arguments } is missing. Usage: { $usage }
error-usage-missing-command = The name of a subcommand is missing. Usage: { $usage }
error-usage-bad-value = { $argument } does not take "{ $value }". Possible: { $allowed }.
error-usage-wrong-value = { $argument } does not take "{ $value }". Add --help to see which values it takes.
error-usage-no-value = { $argument } needs a value after it.
error-usage-conflict = { $argument } cannot be used together with { $other }. Leave one out.
error-usage-twice = { $argument } can be given only once.
error-usage-not-unicode = Part of what you typed is not Unicode text. Type it again, or put the question in a file and use --file.
error-usage = The command is not typed right. Add --help to see how it is used.

error-question-missing = There is no question. Type it after the command, or use --file, or - to read standard input.
error-question-empty = The question has no words in it. Write what you want to know.

input-stdin = standard input
input-argument = the question

error-input-not-found = The file { $path } is not there. Check its name and folder.
error-input-directory = { $path } is a folder, not a file. Choose a file in it.
error-input-not-a-folder = { $path } is not a folder. Choose the folder that holds the data.
error-input-empty = { $path } is empty. Check that the file was saved.
error-input-too-big = { $path } is larger than { $limit }. Shorten it to what you want to ask.
error-input-nul = { $path } contains NUL characters, so it is not text. Save it again as UTF-8 text.
error-input-utf16 = { $path } is saved as UTF-16. Save it again as UTF-8 and run this again.
error-input-not-utf8 = { $path } is not UTF-8 (it breaks at byte { $offset }). Save it again as UTF-8 and run this again.
error-input-unreadable = { $path } cannot be read. Check the permissions and the disk.

error-config-not-found = The settings file { $file } is not there. Correct THUCHU_CONFIG or --config.
error-config-unreadable = The settings file { $file } cannot be read. Check the permissions, and that it is UTF-8 text.
error-config-syntax = { $file }, line { $line }: this is not TOML. Correct this line.
error-config-unknown-key = { $file }, line { $line }: there is no setting "{ $key }". The settings are: { $known }.
error-config-bad-value = { $file }, line { $line }: "{ $key }" needs { $expected }.
error-config-data-in-data = { $file }, line { $line }: "data" cannot be set in a file inside the data folder itself. Use --data or THUCHU_DATA.
error-setting-bad-value = { $name } ({ $origin }) is not right: it needs { $expected }.

error-data-folder = The data folder { $path } cannot be used. Create it, allow writing, or choose another with --data.
error-store-unreachable = The store does not open. Check --store or THUCHU_STORE; `thuchu doctor` shows what is wrong.
error-store-absent = There is no store at { $store } yet. Check --data and --store, or make one with `thuchu import` or `thuchu demo`.
error-store-older-schema = This store was written by an older version. Make a backup, then run a command that writes, such as `thuchu import`, to bring it up to date.
error-store-newer-schema = This store was written by a newer version. Use the newer thuchu; this one leaves it alone so as not to damage it.
error-store-corrupt = The store is damaged, so nothing more is written and nothing is repaired. Keep a copy of the data folder, then restore a backup into another one: `thuchu restore FILE --data FOLDER`.
error-store-database = The store could not do this; nothing was changed. Run `thuchu doctor` to see why.
error-store-full = The disk is full; what was reported as done is safe. Make room and run this again.

error-output = The result cannot be written. Check the disk and where it goes.
error-input-file = The file { $path } cannot be read. Check its name and permissions.
error-output-file = The file { $path } cannot be written. Check folder, permissions and room.
error-interrupted = Stopped as you asked. What was done is kept; run the same command again to go on.
error-runtime = The machine does not let the program start fully. Check limits of memory and processes.
error-clock = The clock of this machine is too wrong to be used. Set the time.
error-chance = The machine gives no random numbers, so new ids would not be safe. Check the operating system.
error-log-filter = The log level ({ $origin }) is not right. Examples: warn, info, thuchu=debug.
error-evaluate-which-split = It is not clear which questions to measure. Choose with --split. There are: { $splits }.
error-evaluate-bad-line = { $file }, line { $line }: not a JSON record of the right shape. Correct this line.
error-evaluate-id-twice = { $file }: the id "{ $id }" stands twice, so nothing can be judged. Remove one.
error-evaluate-unreadable = { $path } cannot be read. The folder must hold corpus.jsonl, queries.jsonl and qrels.jsonl.
error-evaluate-empty = { $path } has no lines. Check the file.
error-store-busy = Another program is writing to the store. Wait until it is done and run this again.
error-store-address = The address of the store is not right. It is sqlite:FILE or postgres://…
error-store-read-only = The store takes no more writes since one failed. Check the disk and run this again.
error-import-unknown-format = The format of { $path } is not recognised. Name it with --format.
error-import-compressed = { $path } is compressed. Unpack it first.
error-import-doctype = { $path } declares a DOCTYPE, which can do harm, so it is not read. Remove that declaration.
error-import-too-large = { $path } is larger than { $limit }, the most for this format. Split it, or use NDJSON.
error-import-workbook = The workbook { $path } cannot be read. Open it and save it again as XLSX or CSV.
error-import-feed = The feed { $path } cannot be read to its end: it is broken, nested too deep or too long. Ask its publisher for a whole one.
error-import-no-column = The table { $path } has no column for { $field }. Name it with --columns { $field }=HEADING.
error-import-changed = { $path } has changed since the unfinished import. Run this again to import from the start.
error-import-columns = --columns is not right. For example: claim=Text,url=Link,rating=Verdict.
error-import-labels = The file of ratings { $path } is not right. Correct it as the detail below says.
error-import-url = The web address is not right. Write it in full, beginning with https://
error-import-too-many-publishers = The file has too many publishers to compare every list. Import it without --complete.
error-import-stopped = The import broke off; what was stored is safe. Run the same command again to go on.
error-fetch = Nothing can be fetched from this address. Check it, or download the file and import that.
error-demo-not-empty = The desk holds other data, so no demonstration is filled in. Use an empty folder: thuchu demo --data FOLDER.
error-publisher-unknown = No publisher has the name or site "{ $name }". See `thuchu publisher list`.
error-publisher-ambiguous = Several publishers are called "{ $name }". Use the site: { $sites }.
error-editor-unknown = No editor is called "{ $name }". See `thuchu editor list`.
error-editor-exists = There is somebody called "{ $name }" already. Use another name.
error-editor-name = A name has 1 to 80 characters and no control characters.
error-trust-needs-two = Raising to answer needs two different editors: --by NAME --and NAME.
error-trust-inactive-editor = One of the editors is no longer active. Ask somebody else.
error-trust-role = An auditor reads but does not change trust. Ask an editor.

error-import-nothing_usable = No record in { $name } can be used. See the reasons in { $path }, mend them and import again.
