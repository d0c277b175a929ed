import resource as _r, time as _t, os as _o
def _m(): return _r.getrusage(_r.RUSAGE_SELF).ru_minflt, _t.perf_counter()
_a=_m()
from flask import Flask
_b=_m()
app = Flask(__name__)
_c=_m()

@app.route('/p')
def page():
    return 'page'
_d=_m()
_cl=app.test_client()
_e=_m()
_cl.get('/p')
_f=_m()
_cl.get('/p')
_g=_m()
_o.write(2,("SNIP "+repr([(n,y[0]-x[0],round((y[1]-x[1])*1e3,2)) for n,x,y in (('import',_a,_b),('app',_b,_c),('route',_c,_d),('client',_d,_e),('get',_e,_f),('get2',_f,_g))])+"\n").encode())
