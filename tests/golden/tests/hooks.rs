//! Webhooks and callbacks from the generated sender to the generated receiver.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a panic is how a test fails, in its helpers too"
)]

use std::sync::{Arc, Mutex};

use bindery_goldens::{called_back, hooks};
use bindery_runtime::WithHeaders;

mod sent {
    use super::*;
    use bindery_runtime::chrono::NaiveDate;
    use bindery_runtime::uuid::Uuid;
    use hooks::types::{Gone, Pet, PetSoldBody};
    use hooks::webhooks::Error;
    use hooks::webhooks::client::Client;
    use hooks::webhooks::operations::*;
    use hooks::webhooks::server::{
        self, ApiKey, Authenticator, Context, Denied, Failure, SecurityContext,
    };

    #[derive(Clone, Default)]
    struct Receiver {
        pets: Arc<Mutex<Vec<NewPetRequest>>>,
        sales: Arc<Mutex<Vec<PetSoldBody>>>,
    }

    impl server::Webhooks for Receiver {
        async fn new_pet(
            &self,
            _: Context<()>,
            request: NewPetRequest,
        ) -> Result<WithHeaders<(), NewPetAcceptedHeaders>, Failure<NewPetError>> {
            if request.body.name == "Nobody" {
                let since = NaiveDate::from_ymd_opt(2026, 1, 31).unwrap();
                return Err(NewPetError::Gone(Gone::new(since)).into());
            }
            let x_receipt = request.x_delivery.to_string();
            self.pets.lock().unwrap().push(request);
            Ok(WithHeaders::new((), NewPetAcceptedHeaders { x_receipt }))
        }
    }

    impl server::Sales for Receiver {
        type Principal = String;

        async fn pet_sold(
            &self,
            cx: Context<String>,
            request: PetSoldRequest,
        ) -> Result<(), Failure<PetSoldError>> {
            assert_eq!(cx.principal(), "secret");
            self.sales.lock().unwrap().push(request.body);
            Ok(())
        }

        async fn sale_undone(
            &self,
            _: Context<()>,
            _: SaleUndoneRequest,
        ) -> Result<(), Failure<SaleUndoneError>> {
            Ok(())
        }
    }

    struct Signatures;

    impl Authenticator for Signatures {
        type Principal = String;

        async fn signature(&self, _: &SecurityContext<'_>, key: ApiKey) -> Result<String, Denied> {
            Ok(key.as_str().to_owned())
        }
    }

    #[tokio::test]
    async fn webhooks_reach_who_is_registered() {
        let receiver = Receiver::default();
        let router = server::builder(receiver.clone(), Signatures)
            .at::<PetSoldRequest>("/hooks/sales")
            .at::<SaleUndoneRequest>("/hooks/sales")
            .build();
        let sender = Client::builder()
            .signature("secret")
            .transport(router)
            .build()
            .unwrap();
        let delivery = Uuid::from_u128(7);
        let sent = sender
            .new_pet(
                "https://receiver.test/newPet?tenant=a",
                delivery,
                &Pet::new(1, "Rex"),
            )
            .attempt(2)
            .send()
            .await
            .unwrap();
        assert_eq!(sent.headers.x_receipt, delivery.to_string());
        let taken = receiver.pets.lock().unwrap().remove(0);
        assert_eq!((taken.x_delivery, taken.attempt), (delivery, Some(2)));
        assert_eq!(taken.body, Pet::new(1, "Rex"));

        let refused = sender
            .new_pet(
                "https://receiver.test/newPet",
                delivery,
                &Pet::new(2, "Nobody"),
            )
            .send()
            .await;
        let Err(Error::Api(error)) = refused else {
            panic!("a documented error")
        };
        assert!(matches!(error.body(), NewPetError::Gone(_)));

        let sold = PetSoldBody {
            price: Some(9.5),
            ..PetSoldBody::new(Pet::new(1, "Rex"))
        };
        let sales = "https://receiver.test/hooks/sales";
        sender.pet_sold(sales, &sold).send().await.unwrap();
        sender.sale_undone(sales).send().await.unwrap();
        assert_eq!(*receiver.sales.lock().unwrap(), [sold]);

        for url in ["/newPet", "ftp://receiver.test", ""] {
            let wrong = sender.sale_undone(url).send().await;
            assert!(matches!(wrong, Err(Error::InvalidRequest(_))), "{url}");
        }
    }
}

mod calls_back {
    use super::*;
    use called_back::callbacks::operations::*;
    use called_back::callbacks::server::{Callbacks, Context, Failure, router};
    use called_back::types::{Job, Progress};

    struct Receiver;

    impl Callbacks for Receiver {
        async fn start_job_progress(
            &self,
            _: Context<()>,
            request: StartJobProgressRequest,
        ) -> Result<(), Failure<StartJobProgressError>> {
            match request.body.percent {
                0..100 => Ok(()),
                _ => Err(StartJobProgressError::Conflict.into()),
            }
        }

        async fn job_done(
            &self,
            _: Context<()>,
            request: JobDoneRequest,
        ) -> Result<String, Failure<JobDoneError>> {
            Ok(request.body.url)
        }
    }

    #[tokio::test]
    async fn callbacks_reach_the_url_that_was_named() {
        let sender = called_back::callbacks::Client::builder()
            .transport(router(Receiver))
            .build()
            .unwrap();
        let progress = "https://caller.test/startJob/progress?id=1";
        sender
            .start_job_progress(progress, &Progress::new(50))
            .send()
            .await
            .unwrap();
        let stopped = sender
            .start_job_progress(progress, &Progress::new(100))
            .send()
            .await;
        assert!(stopped.is_err());
        let done = sender
            .job_done(
                "https://caller.test/startJob/done",
                &Job::new("https://caller.test"),
            )
            .send()
            .await
            .unwrap();
        assert_eq!(*done, "https://caller.test");
    }
}
