## Help on the command line. The examples in `.examples` must run.

help-about = { -product }: a self-hosted fact-checking desk that says what of a rumour is real and what is not
    .long =
        { -product }: a self-hosted fact-checking desk that says what of a rumour is real and what is not.

        Import published fact-checks, then ask in your own words, with or without Vietnamese marks.
        The answer is the fact-check of exactly what you asked, or a plain "not checked yet".
    .examples =
        Examples:
          thuchu demo --ask "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"
              fill in the demonstration and ask it
          thuchu import fact-checks.json
              import fact-checks by others
          thuchu match "Does rice save a phone that fell into water?"
              ask a question

        Each setting comes from the first place that has it: a flag on the command line, the environment,
        thuchu.toml in the data folder, and only then the default. `thuchu doctor` shows every value in
        use and where it came from.

        Exit codes: 0 done, 1 the work failed, 2 wrong usage or unusable input.

help-usage = Usage:
help-options-slot = [OPTIONS]
help-command-slot = COMMAND
help-heading-commands = Commands
help-heading-arguments = Arguments
help-heading-options = Options
help-heading-common = Common options
help-help = Print this help
help-version = Print the version

help-data = Data folder (THUCHU_DATA). Default: the user's data folder, usually ~/.local/share/thuchu
help-store = Where to store (THUCHU_STORE): sqlite:FILE or postgres://… Default: the file thuchu.sqlite in the data folder
help-config = Settings file (THUCHU_CONFIG). Default: thuchu.toml in the data folder
help-ui = Language of the screen: vi or en (THUCHU_LANG, then LC_ALL, LC_MESSAGES, LANG). Default: vi
help-json = Print results and errors as JSON, for programs
help-quiet = Print no progress

value-folder = FOLDER
value-file = FILE
value-url = URL
value-text = TEXT
value-lang = vi|en
value-number = NUMBER
value-name = NAME
value-level = LEVEL
value-role = ROLE
value-site = SITE
value-format = FORMAT
value-source = SOURCE
value-columns = COLUMNS
value-shell = SHELL

cmd-match = Ask a question and get the fact-check of exactly that, or "not checked yet"
    .long =
        Ask a question and get the fact-check of exactly that, or "not checked yet".

        The question may lack Vietnamese marks, be abbreviated, or be a whole forwarded message. Asking is a
        look-up: the question is not stored and not logged anywhere.
    .examples =
        Examples:
          thuchu match "dot quy chich mau dau ngon tay"
          thuchu match --file message.txt --limit 3
          cat message.txt | thuchu match - --json
    .text = The question; - reads it from standard input
    .file = Read the question from a UTF-8 text file of at most 4 MB
    .limit = Show at most this many fact-checks, 1 to 100. Default: 5
    .lang = Language of the shown texts: vi or en; leaves out no fact-check. Default: the screen's language; with --json: the fact-check's own
    .no-model = Leave the model out, find by words alone

cmd-import = Import published fact-checks from a file, a web address or standard input
    .long =
        Import published fact-checks from a file, a web address or standard input.

        Reads ClaimReview (JSON-LD, also inside an HTML page), NDJSON, DataFeed, answers of Google Fact Check,
        CSV and XLSX, and what `thuchu export` writes. A broken record is listed with its line and reason and
        left out; the rest is imported. Importing the same file again adds nothing twice; an interrupted
        import goes on when you run the same command again.

        Newly imported fact-checks are shown but not used to answer until two editors trust their publisher:
        see `thuchu publisher trust`.
    .examples =
        Examples:
          thuchu import fact-checks.json
          thuchu import https://example.org/claimreview.json --complete
          thuchu import table.xlsx --columns "claim=Text,url=Link" --labels labels.toml --report broken.ndjson
          cat checks.ndjson | thuchu import - --format ndjson
    .source = A file, an http(s) address, or - for standard input
    .format = Format of the data: auto, json, ndjson, html, csv, tsv, xlsx, own (what thuchu export writes). Default: auto
    .columns = What the columns of a table are, when their headings are unusual: claim=Text,url=Link,… or a TOML file that says so
    .labels = TOML file that maps each publisher's ratings to the scale 1–5; a label not in it has no value
    .complete = The file is the publisher's whole list: fact-checks no longer in it are withdrawn
    .despite-broken = With --complete: withdraw even when broken records do not tell which fact-check they were about
    .report = Write broken records to this file, one JSON record per line. Default: in reports/ of the data folder

cmd-export = Export every fact-check of the store, to take it elsewhere
    .long =
        Export every fact-check of the store, to take it elsewhere.

        One JSON record per line; `thuchu import` reads it back whole. Messages of people who ask are never
        in it.
    .examples =
        Examples:
          thuchu export > everything.ndjson
          thuchu export --output everything.ndjson
          thuchu export --format datafeed --output datafeed.json
    .output = Write to this file instead of standard output; the file appears only when it is complete
    .format = Format to write: own (read back whole), own-full (with public addresses and times of fetching), ndjson (one ClaimReview per line), datafeed, csv. Default: own

cmd-evaluate = Measure the matching on your own data: how much is found, how much is answered wrongly
    .long =
        Measure the matching on your own data: how much is found, how much is answered wrongly.

        The folder holds corpus.jsonl (the fact-checks), queries.jsonl (the questions) and qrels.jsonl (which
        question belongs to which fact-check). Measured in memory; the desk's store is not touched.
    .examples =
        Examples:
          thuchu evaluate data/
          thuchu evaluate data/ --split dev --leave-one-out --json
          thuchu evaluate data/ --per-query each.jsonl
    .dir = Folder with corpus.jsonl, queries.jsonl and qrels.jsonl
    .split = Use queries.NAME.jsonl and qrels.NAME.jsonl
    .model = Folder of a model, or none: compare words only. Default: none
    .leave-one-out = Also ask each question with its right fact-checks removed
    .threads = Number of threads. Default: 1
    .cache = File that keeps computed vectors for the next time
    .per-query = Write one JSON line per question to this file

cmd-publisher = See the publishers and set how far they are trusted
    .long =
        See the publishers and set how far they are trusted.

        Level none: their fact-checks are hidden. Level show: shown with name and link, never used to answer.
        Level answer: used to answer. Every change needs two editors and is written to the audit trail.
    .examples =
        Examples:
          thuchu publisher list
          thuchu publisher trust "The Checkers" answer --by "Nguyễn Thị Lan" --and "Trần Minh"
cmd-publisher-list = List the publishers, their trust and the number of their fact-checks
cmd-publisher-trust = Set how far a publisher is trusted
    .name = Name or site of the publisher
    .level = Trust: none, show or answer
    .by = The editor who asks for it
    .and = The second editor, another person

cmd-editor = Add and see the editors of the desk
    .examples =
        Examples:
          thuchu editor add "Nguyễn Thị Lan"
          thuchu editor list
cmd-editor-add = Add a person to the desk
    .name = The person's name as shown on fact-checks; capitals make no difference
    .role = Role: contributor, editor, admin, trainer or auditor. Default: editor
cmd-editor-list = List the people of the desk

cmd-verify = Check the store: do rows, files, audit trail and search index agree
    .long =
        Check the store: do rows, files, audit trail and search index agree.

        Reads only, mends nothing, needs no key. What is wrong is listed one by one, with exit code 1.
        A trail whose end was cut, or that was written anew from its beginning, looks whole by itself:
        to find that out, give a mark that was published earlier (on the page /audit) with --head.
    .examples =
        Examples:
          thuchu verify
          thuchu verify --json
          thuchu verify --heads marks.txt

cmd-doctor = Examine machine and settings: where each value comes from, and what will go wrong
    .long =
        Examine machine and settings: where each value comes from, and what will go wrong.

        Looks at whether the data folder can be written, how much room is left, whether the keys are private,
        whether the store opens and has the right version, whether the clock is sane; and for
        `thuchu serve` at the port, the certificate, proxies and the public address. Exit code 1 when
        something must be mended.
    .examples =
        Examples:
          thuchu doctor
          thuchu doctor --data /srv/thuchu --json

cmd-demo = Fill an empty desk with demonstration fact-checks, to try things out
    .long =
        Fill an empty desk with demonstration fact-checks, to try things out.

        They are marked as coming from the publisher "Demonstration". A desk that holds anything else is refused.
    .examples =
        Examples:
          thuchu demo
          thuchu demo --ask "chich mau 10 dau ngon tay co cuu duoc nguoi dot quy khong"
    .ask = After filling, ask this question

cmd-completions = Print completions for bash, zsh, fish, elvish or powershell
    .examples =
        Examples:
          thuchu completions bash > ~/.local/share/bash-completion/completions/thuchu
          thuchu completions fish > ~/.config/fish/completions/thuchu.fish
    .shell = Shell: bash, zsh, fish, elvish or powershell

cmd-serve = Open the site and the API for readers
    .long =
        Open the site and the API for readers.

        Works at once on an empty folder. By default only this machine can reach it (127.0.0.1:8080); to
        open it to others, put a reverse proxy in front, or use --listen with --tls-cert and --tls-key.
        A renewed certificate is read without a restart. Stop with Ctrl+C or SIGTERM: running requests
        are finished, for 10 seconds at most.

        Each option can also stand in thuchu.toml or in a variable THUCHU_…: listen, public_url,
        tls_cert, tls_key, trusted_proxies, metrics, rate_limit, utc_offset, log_format.
    .examples =
        Examples:
          thuchu serve --demo
          thuchu serve --public-url https://facts.example.org --trusted-proxies 127.0.0.1
          thuchu serve --listen :443 --tls-cert cert.pem --tls-key key.pem
    .demo = Fill an empty desk with the demonstration fact-checks first
    .listen = Where to listen, HOST:PORT; port 0 is any free one (THUCHU_LISTEN). Default: 127.0.0.1:8080
    .public-url = The address that readers type, such as https://facts.example.org (THUCHU_PUBLIC_URL)
    .tls-cert = Certificate file, PEM (THUCHU_TLS_CERT)
    .tls-key = Private key of the certificate, PEM (THUCHU_TLS_KEY)
    .trusted-proxies = Reverse proxies that are believed, with commas between, such as 127.0.0.1,10.0.0.0/8 (THUCHU_TRUSTED_PROXIES)
    .metrics = A listener of its own for /metrics and /debug, on this machine only; off for none (THUCHU_METRICS). Default: off
    .rate-limit = Questions a minute from one source; 0 for no limit (THUCHU_RATE_LIMIT). Default: 60
    .no-model = Leave the model out, find by words alone
    .styleguide = Show /styleguide, for those who build pages
value-address = HOST:PORT
value-list = LIST
