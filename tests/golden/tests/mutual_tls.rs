//! `mutualTLS` over a socket: what a client shows when it connects is what the authenticator sees.

#![allow(
    clippy::unwrap_used,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::io;
use std::net::SocketAddr;
use std::sync::Arc;

use bindery_goldens::mutual_tls::operations::{OpenDoorError, OpenDoorRequest};
use bindery_goldens::mutual_tls::server::{
    self, Api, Authenticator, ClientCertificate, Context, Denied, Failure, SecurityContext,
};
use bindery_goldens::mutual_tls::{Client, Error};
use bindery_runtime::axum;
use bindery_runtime::axum::extract::Request;
use bindery_runtime::axum::extract::connect_info::{ConnectInfo, Connected};
use bindery_runtime::axum::middleware::map_request;
use bindery_runtime::axum::serve::{IncomingStream, Listener};
use rcgen::{BasicConstraints, CertificateParams, CertifiedIssuer, IsCa, KeyPair};
use rustls::pki_types::{PrivateKeyDer, PrivatePkcs8KeyDer};
use rustls::server::WebPkiClientVerifier;
use rustls::{RootCertStore, ServerConfig};
use tokio::net::{TcpListener, TcpStream};
use tokio_rustls::TlsAcceptor;
use tokio_rustls::server::TlsStream;

/// Takes connections one after the other. A server for many would let several shake hands at once.
struct Tls {
    listener: TcpListener,
    acceptor: TlsAcceptor,
}

impl Listener for Tls {
    type Io = TlsStream<TcpStream>;
    type Addr = SocketAddr;

    async fn accept(&mut self) -> (Self::Io, Self::Addr) {
        loop {
            let (stream, address) = Listener::accept(&mut self.listener).await;
            if let Ok(stream) = self.acceptor.accept(stream).await {
                return (stream, address);
            }
        }
    }

    fn local_addr(&self) -> io::Result<SocketAddr> {
        self.listener.local_addr()
    }
}

/// What the other end of a connection has shown.
#[derive(Clone)]
struct Peer(Option<ClientCertificate>);

impl Connected<IncomingStream<'_, Tls>> for Peer {
    fn connect_info(stream: IncomingStream<'_, Tls>) -> Self {
        let (_, connection) = stream.io().get_ref();
        let shown = connection.peer_certificates().unwrap_or_default(); // verified by rustls
        Self(
            shown
                .first()
                .map(|own| ClientCertificate::new(own.to_vec())),
        )
    }
}

async fn show(ConnectInfo(Peer(shown)): ConnectInfo<Peer>, mut request: Request) -> Request {
    if let Some(certificate) = shown {
        request.extensions_mut().insert(certificate);
    }
    request
}

struct Doors;

impl Api for Doors {
    type Principal = String;

    async fn open_door(
        &self,
        cx: Context<String>,
        _: OpenDoorRequest,
    ) -> Result<String, Failure<OpenDoorError>> {
        Ok(cx.principal().clone())
    }
}

/// Lets in whom it has issued a certificate.
struct Issued(Vec<u8>);

impl Authenticator for Issued {
    type Principal = String;

    async fn certificate(
        &self,
        _: &SecurityContext<'_>,
        certificate: ClientCertificate,
    ) -> Result<String, Denied> {
        match certificate.der() == self.0 {
            true => Ok("Ann".to_owned()),
            false => Err(Denied::unauthorized("nobody knows this certificate")),
        }
    }
}

/// An authority that issues certificates.
struct Authority(CertifiedIssuer<'static, KeyPair>);

impl Authority {
    fn new() -> Self {
        let mut params = CertificateParams::new(Vec::new()).unwrap();
        params.is_ca = IsCa::Ca(BasicConstraints::Unconstrained);
        let key = KeyPair::generate().unwrap();
        Self(CertifiedIssuer::self_signed(params, key).unwrap())
    }

    fn issue(&self, name: &str) -> (rcgen::Certificate, KeyPair) {
        let params = CertificateParams::new(vec![name.to_owned()]).unwrap();
        let key = KeyPair::generate().unwrap();
        (params.signed_by(&key, &self.0).unwrap(), key)
    }
}

/// Serves the doors to those whom it issued a certificate, over a connection that shows one of the authority or none; the
/// base URL.
async fn serve(authority: &Authority, issued: &rcgen::Certificate) -> String {
    let mut trusted = RootCertStore::empty();
    trusted.add(authority.0.der().clone()).unwrap();
    let verifier = WebPkiClientVerifier::builder(Arc::new(trusted))
        .allow_unauthenticated() // whom the operation lets in is for the authenticator to say
        .build()
        .unwrap();
    let (own, key) = authority.issue("localhost");
    let key = PrivateKeyDer::from(PrivatePkcs8KeyDer::from(key.serialize_der()));
    let config = ServerConfig::builder()
        .with_client_cert_verifier(verifier)
        .with_single_cert(vec![own.der().clone()], key)
        .unwrap();
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let tls = Tls {
        listener,
        acceptor: TlsAcceptor::from(Arc::new(config)),
    };
    let authenticator = Issued(issued.der().to_vec());
    let app = server::router(Doors, authenticator).layer(map_request(show));
    let app = app.into_make_service_with_connect_info::<Peer>();
    tokio::spawn(async move { axum::serve(tls, app).await });
    format!("https://localhost:{port}")
}

fn pem((certificate, key): &(rcgen::Certificate, KeyPair)) -> Vec<u8> {
    (key.serialize_pem() + &certificate.pem()).into_bytes()
}

#[tokio::test]
async fn the_authenticator_sees_what_the_connection_shows() {
    let authority = Authority::new();
    let (ann, bob) = (authority.issue("ann"), authority.issue("bob"));
    let url = serve(&authority, &ann.0).await;
    let trusting = || Client::builder(&url).trusted_certificates(authority.0.pem().as_bytes());
    let status = |error: Error<OpenDoorError>| error.status().map(|status| status.as_u16());

    let client = trusting().certificate(pem(&ann)).build().unwrap();
    assert_eq!(client.open_door().send().await.unwrap().into_inner(), "Ann");
    // One that the authority issued, but the authenticator doesn't know.
    let client = trusting().certificate(pem(&bob)).build().unwrap();
    assert_eq!(
        status(client.open_door().send().await.unwrap_err()),
        Some(401)
    );
    let client = trusting().build().unwrap();
    assert_eq!(
        status(client.open_door().send().await.unwrap_err()),
        Some(401)
    );
    // One of another authority: there is no connection.
    let stranger = Authority::new().issue("ann");
    let client = trusting().certificate(pem(&stranger)).build().unwrap();
    assert_eq!(status(client.open_door().send().await.unwrap_err()), None);
    // A server of an authority that isn't trusted gets no request.
    let client = Client::builder(&url)
        .certificate(pem(&ann))
        .build()
        .unwrap();
    assert_eq!(status(client.open_door().send().await.unwrap_err()), None);
}

#[test]
fn what_is_trusted_must_be_certificates() {
    let client = Client::builder("https://localhost").trusted_certificates(b"nonsense");
    assert!(client.build().is_err());
}
