## Where files are kept: the data folder, or a bucket.

setting-blobs = place of files
setting-blobs-endpoint = server of the bucket
setting-blobs-region = region of the bucket
setting-blobs-key-file = key of the bucket

error-blobs-address = The place of files ({ $origin }) is written disk, or s3://BUCKET/PREFIX.
error-blobs-endpoint = The server of the bucket ({ $origin }) is written https://HOST:PORT.
error-blobs-plain = The server of the bucket ({ $origin }) is on another machine: use https. Where everybody in between may read the files, write http+unencrypted://HOST:PORT.
error-blobs-region = The region of the bucket ({ $origin }) is written like ap-southeast-1.
error-blobs-no-key = A bucket is named, but no key. Put the access key id and the secret access key into a file, a line each, and name it in blobs_key_file.
error-blobs-key-file = The file with the key of the bucket cannot be used: { $path }. It has two lines: the access key id, and the secret access key.
error-blobs-key-file-open = Others can read the key of the bucket in { $path }. Run: chmod 600 { $path }

error-bucket-unreachable = The bucket does not answer. Check blobs_endpoint and the network, then try again.
error-bucket-busy = The server of the bucket says that it is busy or out of order. Try again later.
error-bucket-denied = The bucket refuses our key, or the key may not do this. Check blobs_key_file and the policy of the key.
error-bucket-missing = There is no such bucket. Make it, or correct blobs.
error-bucket-refused = The bucket refuses what was asked of it.
error-store-file-missing = A file is missing from where files are kept. Run thuchu verify, which names all that are missing, and put them back from a backup.

doctor-blobs-disk = Files are kept in { $place }.
doctor-blobs-ok = The bucket { $place } takes, gives and removes files, and writes over none.
doctor-blobs-unconditional = The bucket { $place } works, but does not heed If-None-Match: the same file may be sent twice. Nothing is lost by that.
doctor-blobs-plain = Files travel to { $place } without encryption.
doctor-blobs-bad = Files cannot be kept in { $place }: { $reason }
doctor-blobs-figures =
    { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $bytes }, named { $named ->
        [one] once
       *[other] { $named } times
    }; keeping each once saves { $saved }.

verify-files =
    { $files ->
        [one] 1 file
       *[other] { $files } files
    } of { $bytes }, named { $named ->
        [one] once
       *[other] { $named } times
    }; keeping each once saves { $saved }.
