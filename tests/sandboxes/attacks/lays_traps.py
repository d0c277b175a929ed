# Things to stumble over for whoever cleans up: links out, pipes, deep folders, closed folders, strange names.
import os, tempfile

for place in (os.getcwd(), tempfile.gettempdir()):
    os.chdir(place)
    os.symlink("{VAULT}", "out")
    os.symlink("{VAULT}/secret", "secret")
    os.symlink(".", "round")
    os.mkfifo("pipe")
    for name in (b"\xff\xfe", b"new\nline", b"-rf", b"a" * 255):
        os.mkdir(name)
    for name in ("closed", "closed too"):
        os.mkdir(name)
        os.mkdir(name + "/inner")
        os.symlink("{VAULT}", name + "/inner/out")
        os.chmod(name + "/inner", 0)
        os.chmod(name, 0)
    os.mkdir("shut", 0)
    for _ in range(400):
        os.mkdir("deep")
        os.chdir("deep")
    open("bottom", "w").close()
os.chdir("/")
